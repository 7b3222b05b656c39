package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Log returns of a series, and what variance models have in common about them. */
final class LogReturns {
  /** Returns within sessions that a variance needs before it counts. */
  static final int WARM_UP = 30;

  /** Variance that a flat series is taken to have. */
  static final double LEAST_VARIANCE = 1e-12;

  private static final double MEDIAN_OF_NORMAL_SQUARE = 0.454936;

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
   * How many times the variance within a session returns across session breaks have: their median
   * square over that of a standard normal variable, because a single split or a break after a time
   * of next to no variance would rule a mean. 1 where there is no break.
   *
   * @param squares of returns across breaks, each over the variance within a session that was
   *     expected at it
   */
  static double breakFactor(DoubleStream squares) {
    double[] sorted = squares.sorted().toArray();
    return sorted.length == 0
        ? 1
        : Math.max(sorted[sorted.length / 2] / MEDIAN_OF_NORMAL_SQUARE, LEAST_VARIANCE);
  }

  static double[][] unknown(int horizon, int bars) {
    double[][] variances = new double[horizon][bars];
    for (double[] row : variances) {
      Arrays.fill(row, Double.NaN);
    }
    return variances;
  }
}
