package dev.tickwatch.lab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * What training minimises, a window on average: the negative ELBO a step, with the KL term warmed
 * up and free below a few bits a dimension (Kingma et al., 2016); plus the negative predictive log
 * likelihood of the newest tick and of the next H ticks; plus a penalty on squared weights.
 */
final class Objective {
  private final TrainingSettings settings;
  private final NetworkSettings network;
  private final WeightLayout layout;
  private final NDArray penalty;

  /**
   * @param root outlives every batch
   */
  Objective(TrainingSettings settings, WeightLayout layout, NDManager root) {
    this.settings = settings;
    this.layout = layout;
    network = NetworkSettings.of(settings);
    penalty = root.create(layout.penalised(settings.weightDecay()));
  }

  /**
   * @param loss a scalar to differentiate
   * @param figures loss, ELBO, reconstruction, KL: means over the batch's windows; {@code [4]}
   */
  record Value(NDArray loss, NDArray figures) {}

  /**
   * Runs one batch.
   *
   * @param manager owns all arrays of the batch
   * @param weights all weights, flat
   * @param random for one draw of the latent a window
   * @param klWeight beta
   * @param training whether the loss will be differentiated
   */
  Value of(
      NDManager manager,
      NDArray weights,
      Windows windows,
      int first,
      int count,
      RandomGenerator random,
      double klWeight,
      boolean training) {
    TorchAlgebra math = new TorchAlgebra(manager, layout, weights, training);
    int latent = network.latent();
    NDArray input =
        manager.create(
            windows.inputs(first, count),
            new Shape(count, network.steps(), settings.shape().features()));
    NDArray noise = manager.create(noise(random, count * latent), new Shape(count, 1, latent));
    LstmVae.Outputs<NDArray> out = new LstmVae<>(math, network, layout).apply(input, noise, 1);
    NDArray future =
        manager.create(windows.futureReturns(first, count), new Shape(count, network.horizon()));

    NDArray reconstruction = out.reconstruction().mean();
    NDArray kl = out.kl().mean();
    NDArray charged =
        math.atLeast(out.klByDimension().mean(new int[] {0}), settings.freeBits()).sum();
    NDArray bound =
        math.mul(reconstruction.sub(math.mul(charged, klWeight)), 1.0 / network.steps());
    NDArray predictive =
        out.tickLogLikelihood()
            .sum(new int[] {1})
            .mean()
            .add(out.sizeGivenReturnLogLikelihood().mean())
            .add(forecast(math, out, future));
    NDArray squares = weights.mul(weights);
    squares.attach(manager);
    NDArray loss =
        squares.mul(penalty).sum().sub(bound.add(math.mul(predictive, settings.forecastWeight())));
    NDArray figures =
        NDArrays.stack(
            new NDList(
                loss.stopGradient(),
                reconstruction.sub(kl).stopGradient(),
                reconstruction.stopGradient(),
                kl.stopGradient()));
    return new Value(loss, figures);
  }

  /** Mean log likelihood of the returns to come, in units of volatility. */
  private NDArray forecast(TorchAlgebra math, LstmVae.Outputs<NDArray> out, NDArray future) {
    NDArray scale = out.forecastScale();
    NDArray residual = future.sub(out.forecastLocation()).div(scale);
    NDArray unit = scale.div(out.volatility());
    return StudentT.logLikelihood(math, network.degreesOfFreedom(), residual, unit).mean();
  }

  private static float[] noise(RandomGenerator random, int size) {
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
