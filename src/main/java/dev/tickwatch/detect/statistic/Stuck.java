package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.SymbolWindow;

/**
 * Sum of the negative log probabilities of the ticks in a row, up to the newest, whose price was
 * unchanged and, of bars, had no range either: a stuck price.
 */
final class Stuck extends TickStatistic {
  Stuck() {
    super("stuck", Aspect.RETURN, TickStatistics.LONGEST_SPAN, "stuck price");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().still();
  }

  /** Seen are the ticks in a row. */
  @Override
  public Finding explain(TickEvidence tick) {
    SymbolWindow window = tick.window();
    int ticks = 0;
    while (ticks < window.held() && window.priceBack(ticks) == window.priceBack(ticks + 1)) {
      ticks++;
    }
    return new Finding(0, tick.residuals().still(), 0, ticks);
  }
}
