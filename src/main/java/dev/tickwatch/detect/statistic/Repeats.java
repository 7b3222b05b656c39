package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;

/** Ticks in a row that repeat price and size of the one before: duplicates. */
final class Repeats extends TickStatistic {
  Repeats() {
    super("repeats", Aspect.REPEATS, TickStatistics.LONGEST_SPAN, "duplicates");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.window().pendingFeature(0, Features.REPEATS);
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return new Finding(0, value(tick), 0, value(tick));
  }
}
