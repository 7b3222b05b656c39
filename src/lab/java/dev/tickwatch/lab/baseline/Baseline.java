package dev.tickwatch.lab.baseline;

import java.util.List;

/**
 * A detector of today. One instance scores several series one after the other, each from a fresh
 * state; the same seed, training and series give the same scores. Not thread-safe.
 */
public interface Baseline {
  /** Names the method and its variant, such as {@code RCF normalize log price}. */
  String name();

  /**
   * Learns what is usual. A baseline that learns only while it streams ignores it.
   *
   * @param training series without anomalies
   */
  void fit(List<BarSeries> training);

  /**
   * One score a bar, higher for a more anomalous one; NaN while not ready. The score of a bar
   * depends on it and the bars before it alone.
   *
   * @throws IllegalStateException when it must be fitted and was not
   */
  double[] score(BarSeries series);
}
