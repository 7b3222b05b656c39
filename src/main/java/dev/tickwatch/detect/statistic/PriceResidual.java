package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;

/** |u|: a price that does not belong to this moment. */
final class PriceResidual extends TickStatistic {
  PriceResidual() {
    super("price", Aspect.RETURN, 1, "price");
  }

  @Override
  public double value(TickEvidence tick) {
    return Math.abs(tick.scored().residual(Features.LOG_RETURN));
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return new Finding(
        0, tick.scored().residual(Features.LOG_RETURN), tick.expectedPrice(), tick.price());
  }
}
