package dev.tickwatch.peers.forecast;

import dev.tickwatch.peers.BarSeries;
import java.util.Arrays;

/** Log returns of a series, and what variance models have in common about them. */
final class LogReturns {
  /** Returns within sessions that a variance needs before it counts. */
  static final int WARM_UP = 30;

  /** Variance that a flat series is taken to have. */
  static final double LEAST_VARIANCE = 1e-12;

  private LogReturns() {}

  /** The return that ends at a bar; 0 at the first. */
  static double[] of(BarSeries series) {
    double[] returns = new double[series.length()];
    for (int i = 1; i < returns.length; i++) {
      returns[i] = Math.log(series.price()[i] / series.price()[i - 1]);
    }
    return returns;
  }

  /**
   * Mean squared return across session breaks, each over the variance within a session that was
   * expected of it; 1 where the training has no session break.
   *
   * @param sum of squared standardised returns across breaks
   */
  static double breakFactor(double sum, int breaks) {
    return breaks == 0 ? 1 : Math.max(sum / breaks, LEAST_VARIANCE);
  }

  static double[][] unknown(int horizon, int bars) {
    double[][] variances = new double[horizon][bars];
    for (double[] row : variances) {
      Arrays.fill(row, Double.NaN);
    }
    return variances;
  }
}
