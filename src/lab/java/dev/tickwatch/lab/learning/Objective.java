package dev.tickwatch.lab.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tickwatch.lab.network.Draws;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.lab.network.Outputs;
import java.util.random.RandomGenerator;

/**
 * What training minimises, an example on average: the negative ELBO, with the KL term warmed up and
 * free below a few bits a dimension (Kingma et al., 2016); plus the negative log likelihood of what
 * the network predicts beside it; plus a penalty on squared weights.
 */
public final class Objective {
  private final Network network;
  private final LoopSettings settings;
  private final NDArray penalty;

  /**
   * @param root outlives every batch
   */
  public Objective(Network network, LoopSettings settings, NDManager root) {
    this.network = network;
    this.settings = settings;
    penalty = root.create(network.weights().penalised(settings.weightDecay()));
  }

  /**
   * Of one batch.
   *
   * @param loss a scalar to differentiate
   * @param figures loss, ELBO, reconstruction, KL: means over the batch's examples; {@code [4]}
   */
  public record Value(NDArray loss, NDArray figures) {}

  /**
   * Runs one batch.
   *
   * @param manager owns all arrays of the batch
   * @param weights all weights, flat
   * @param random for one draw of the latent an example
   * @param klWeight beta
   * @param training whether the loss will be differentiated
   */
  public Value of(
      NDManager manager,
      NDArray weights,
      Examples examples,
      int first,
      int count,
      RandomGenerator random,
      double klWeight,
      boolean training) {
    TorchAlgebra math = new TorchAlgebra(manager, network.weights(), weights, training);
    NDArray input = Torch.inputs(manager, network, examples.inputs(first, count), count);
    int latent = network.latent();
    NDArray noise = manager.create(noise(random, count * latent), new Shape(count, 1, latent));
    Outputs<NDArray> out = network.apply(math, input, new Draws<>(1, noise));

    NDArray reconstruction = out.get(Output.RECONSTRUCTION).mean();
    NDArray kl = out.get(Output.KL).mean();
    NDArray klByDimension = out.get(Output.KL_BY_DIMENSION).mean(new int[] {0});
    NDArray charged = math.atLeast(klByDimension, settings.freeBits()).sum();
    NDArray maximised =
        math.mul(reconstruction.sub(math.mul(charged, klWeight)), network.boundWeight());
    if (network.targets() > 0) {
      NDArray targets =
          manager.create(examples.targets(first, count), new Shape(count, network.targets()));
      NDArray prediction = network.prediction(math, out, targets);
      maximised = maximised.add(math.mul(prediction, settings.predictionWeight()));
    }
    NDArray squares = weights.mul(weights);
    squares.attach(manager);
    NDArray loss = squares.mul(penalty).sum().sub(maximised);
    NDArray figures =
        NDArrays.stack(
            new NDList(
                loss.stopGradient(),
                reconstruction.sub(kl).stopGradient(),
                reconstruction.stopGradient(),
                kl.stopGradient()));
    return new Value(loss, figures);
  }

  private static float[] noise(RandomGenerator random, int size) {
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
