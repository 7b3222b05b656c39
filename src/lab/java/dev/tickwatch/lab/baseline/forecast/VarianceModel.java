package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.List;

/** Forecasts variances of cumulative log returns. Fitted once, then read from any thread. */
public interface VarianceModel {
  /** Such as {@code GARCH(1,1)}. */
  String name();

  /**
   * Estimates its parameters.
   *
   * @throws IllegalArgumentException when the training has too few returns
   */
  void fit(List<BarSeries> training);

  /**
   * Variances of cumulative log returns from a bar on, known at that bar.
   *
   * @param horizon most bars ahead
   * @return {@code double[horizon][bars]}: at {@code [h - 1][t]} the variance of the return from
   *     bar {@code t} to bar {@code t + h}; NaN while warming up and where the series ends before
   * @throws IllegalStateException when it was not fitted
   */
  double[][] variances(BarSeries series, int horizon);
}
