package dev.tickwatch.model.scoring;

import dev.tickwatch.model.window.Features;

/**
 * What the model made of one window: a row of a scored batch. Good until the batch is cleared.
 *
 * @param batch that was scored
 * @param row of the batch, 0 for the first window
 */
public record ScoredWindow(ScoreBatch batch, int row) {
  /** No tick is surer than this to keep its price. */
  private static final double LEAST_PROBABILITY = 1e-3;

  /** Evidence lower bound of the window, nats. */
  public float elbo() {
    return batch.elbo[row];
  }

  /** Expected log likelihood of the window, nats. */
  public float reconstruction() {
    return batch.reconstruction[row];
  }

  /** KL(q(z|x) || N(0, I)), nats. */
  public float kl() {
    return batch.kl[row];
  }

  /**
   * Log likelihood of the newest tick given those before it, nats.
   *
   * @param feature a modelled one, see {@link Features}
   */
  public float logLikelihood(int feature) {
    return batch.tickLogLikelihood[row * Features.MODELLED + feature];
  }

  /** The same over all modelled features. */
  public double logLikelihood() {
    double sum = 0;
    for (int feature = 0; feature < Features.MODELLED; feature++) {
      sum += logLikelihood(feature);
    }
    return sum;
  }

  /** Signed standardised residual of the newest tick in a modelled feature. */
  public float residual(int feature) {
    return batch.tickResidual[row * Features.MODELLED + feature];
  }

  /** Signed standardised residual of the newest tick's size, given how far its price moved. */
  public float sizeResidual() {
    return batch.sizeGivenReturn[row];
  }

  /** Probability that the newest tick's price is that of the tick before. */
  public double unchangedProbability() {
    double probability = 1 / (1 + Math.exp(-batch.unchanged[row]));
    return Math.max(LEAST_PROBABILITY, Math.min(1, probability));
  }

  /** Predicted log return of the newest tick if its price moves. */
  public float returnLocation() {
    return batch.returnLocation[row];
  }

  /** Scale of that prediction (Student-t), in log return. */
  public float returnScale() {
    return batch.returnScale[row];
  }

  /** Ticks that are forecast. */
  public int horizon() {
    return batch.shape().horizon();
  }

  /**
   * Predicted cumulative log return.
   *
   * @param ahead 1 to {@link #horizon} ticks
   */
  public float forecastLocation(int ahead) {
    return batch.forecastLocation[row * horizon() + ahead - 1];
  }

  /** Scale of that prediction (Student-t). */
  public float forecastScale(int ahead) {
    return batch.forecastScale[row * horizon() + ahead - 1];
  }

  /** Ticks of the window. */
  public int steps() {
    return batch.shape().steps();
  }

  /**
   * Log likelihood of one of the window's ticks under the decoder, all modelled features, nats.
   *
   * @param back 0 for the newest tick
   */
  public double stepLogLikelihood(int back) {
    int steps = steps();
    int at = row * Features.MODELLED * steps + steps - 1 - back;
    double likelihood = 0;
    for (int feature = 0; feature < Features.MODELLED; feature++) {
      likelihood += batch.stepLogLikelihood[at + feature * steps];
    }
    return likelihood;
  }
}
