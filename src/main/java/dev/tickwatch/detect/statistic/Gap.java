package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;

/**
 * How far the price moved over a break (a closed market, or a long silence), in units of what is
 * usual over the symbol's own breaks: an opening is judged against openings. Elsewhere it has
 * nothing to look at.
 */
final class Gap extends TickStatistic {
  Gap() {
    super("gap", Aspect.RETURN, 1, "gap");
  }

  @Override
  public double value(TickEvidence tick) {
    if (Regime.of(tick.window()) != Regime.AFTER_CLOSE) {
      return INSUFFICIENT_HISTORY;
    }
    float move = tick.window().pendingFeature(0, Features.LOG_RETURN);
    return tick.breaks().standardise(move, tick.window().pendingVolatility(0));
  }

  @Override
  public Calibration calibration() {
    return Calibration.BREAKS;
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return new Finding(0, tick.window().pendingMove(0), tick.priceBefore(), tick.price());
  }
}
