package dev.tickwatch.detect.statistic;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The standard normal value that is as probable as a value of Student's t distribution. From a
 * table of the inverse, interpolated; thread-safe.
 */
public final class NormalScore {
  private static final double STEP = 0.02;
  private static final int SIZE = 1024;

  /** Beyond it, the probability is that of a table's end. */
  private static final double LARGEST = Math.expm1(STEP * (SIZE - 1));

  private final double[] table = new double[SIZE];

  /**
   * @param degreesOfFreedom of the t distribution; positive
   */
  public NormalScore(double degreesOfFreedom) {
    TDistribution t = TDistribution.of(degreesOfFreedom);
    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (int i = 0; i < SIZE; i++) {
      double tail = Math.max(1e-300, t.survivalProbability(Math.expm1(STEP * i)));
      table[i] = normal.inverseSurvivalProbability(tail);
    }
  }

  /** The standard normal value for a value of the t distribution. */
  public double of(double value) {
    double size = Math.min(LARGEST, Math.abs(value));
    double at = Math.log1p(size) / STEP;
    int below = Math.min(SIZE - 2, (int) at);
    double score = table[below] + (at - below) * (table[below + 1] - table[below]);
    return Math.copySign(score, value);
  }
}
