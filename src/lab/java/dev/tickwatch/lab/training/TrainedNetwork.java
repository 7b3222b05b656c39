package dev.tickwatch.lab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.tickwatch.model.window.Features;

/**
 * The network as it will be exported (same draws, same fixed noise), run by PyTorch. The caller
 * closes the manager.
 */
final class TrainedNetwork {
  private final NetworkSettings network;
  private final WeightLayout layout;
  private final NDManager root;
  private final NDArray weights;
  private final int draws;
  private final float[] noise;

  /**
   * @param root owns a copy of the weights
   * @param flat all weights in the layout's order
   */
  TrainedNetwork(TrainingSettings settings, WeightLayout layout, float[] flat, NDManager root) {
    this.layout = layout;
    this.root = root;
    network = NetworkSettings.of(settings);
    weights = root.create(flat);
    draws = settings.draws();
    noise = FixedNoise.points(draws, network.latent(), settings.seed());
  }

  /** Runs windows {@code first} to {@code first + count}, exclusive; outputs are row-major. */
  LstmVae.Outputs<float[]> run(Windows windows, int first, int count) {
    try (NDManager manager = root.newSubManager();
        GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
      TorchAlgebra math = new TorchAlgebra(manager, layout, weights, false);
      NDArray input =
          manager.create(
              windows.inputs(first, count), new Shape(count, network.steps(), Features.COUNT));
      NDArray points =
          draws == 1 ? null : manager.create(noise, new Shape(1, draws, network.latent()));
      LstmVae.Outputs<NDArray> out =
          new LstmVae<>(math, network, layout).apply(input, points, draws);
      return out.map(NDArray::toFloatArray);
    }
  }

  /**
   * Decodes latents in the context of windows {@code first} to {@code first + count}, exclusive.
   *
   * @param latents {@code [count][D]}
   */
  LstmVae.Drawn<float[]> decode(Windows windows, int first, int count, float[] latents) {
    try (NDManager manager = root.newSubManager();
        GradientCollector unused = Torch.sameKernelsAsInTraining(root)) {
      TorchAlgebra math = new TorchAlgebra(manager, layout, weights, false);
      NDArray input =
          manager.create(
              windows.inputs(first, count), new Shape(count, network.steps(), Features.COUNT));
      NDArray given = manager.create(latents, new Shape(count, network.latent()));
      return new LstmVae<>(math, network, layout).decode(input, given).map(NDArray::toFloatArray);
    }
  }
}
