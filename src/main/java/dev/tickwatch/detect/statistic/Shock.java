package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;

/**
 * How far the price strayed, range included, in units of the symbol's volatility over a long time:
 * a shock in a market that was shaken already.
 */
final class Shock extends TickStatistic {
  Shock() {
    super("shock", Aspect.RETURN, 1, "shock");
  }

  @Override
  public double value(TickEvidence tick) {
    double longer = Math.exp(tick.window().pendingFeature(0, Features.LONG_VOLATILITY));
    return (Math.abs(tick.window().pendingMove(0)) + tick.wick()) / longer;
  }

  @Override
  public Finding explain(TickEvidence tick) {
    double signed = Math.copySign(value(tick), tick.window().pendingMove(0));
    return new Finding(0, signed, tick.priceBefore(), tick.price());
  }
}
