package dev.tickwatch.lab.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.FixedNoise;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.model.scoring.ScoringDevice;

/**
 * A network as it will be exported (same draws, same fixed noise), run by PyTorch. Close it: its
 * arrays are native.
 */
public final class TrainedNetwork implements AutoCloseable {
  private final Network network;
  private final FixedNoise noise;
  private final NDManager root;
  private final NDArray weights;

  private TrainedNetwork(Network network, float[] flat, FixedNoise noise, NDManager root) {
    this.network = network;
    this.noise = noise;
    this.root = root;
    weights = root.create(flat);
  }

  /**
   * On the CPU, whatever the network was trained on: GPUs round matrix products for speed.
   *
   * @param flat all weights in the layout's order
   */
  public static TrainedNetwork open(Network network, float[] flat, FixedNoise noise) {
    return new TrainedNetwork(network, flat, noise, Torch.open(ScoringDevice.CPU));
  }

  /** Runs examples {@code first} to {@code first + count}, exclusive; outputs are row-major. */
  public Outputs<float[]> run(Examples examples, int first, int count) {
    try (NDManager manager = root.newSubManager();
        GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
      TorchAlgebra math = algebra(manager);
      NDArray input = Torch.inputs(manager, network, examples.inputs(first, count), count);
      return network.apply(math, input, noise.in(math)).map(NDArray::toFloatArray);
    }
  }

  /**
   * Decodes latents.
   *
   * @param inputs {@code [count][..inputShape]}, for a decoder that is told something of them
   * @param latents {@code [count][D]}
   */
  public Outputs<float[]> decode(float[] inputs, float[] latents) {
    int count = latents.length / network.latent();
    try (NDManager manager = root.newSubManager();
        GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
      NDArray input = Torch.inputs(manager, network, inputs, count);
      NDArray given = manager.create(latents, new Shape(count, network.latent()));
      return network.decode(algebra(manager), input, given).map(NDArray::toFloatArray);
    }
  }

  private TorchAlgebra algebra(NDManager manager) {
    return new TorchAlgebra(manager, network.weights(), weights, false);
  }

  @Override
  public void close() {
    root.close();
  }
}
