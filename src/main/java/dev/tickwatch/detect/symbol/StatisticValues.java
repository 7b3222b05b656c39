package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.statistic.TickStatistics;

/**
 * What the {@linkplain TickStatistics statistics} make of one tick, in their order: arrays that a
 * thread uses again for the next tick.
 */
final class StatisticValues {
  final double[] values = new double[TickStatistics.COUNT];

  /** -log10 of the tail probabilities over all symbols. */
  final double[] pooled = new double[TickStatistics.COUNT];

  /** What these are worth to the symbol. */
  final double[] scores = new double[TickStatistics.COUNT];
}
