package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.Features;

/** Negative log likelihood of the tick's price and size: a tick that is odd as a whole. */
final class TickLikelihood extends TickStatistic {
  TickLikelihood() {
    super("tick", Aspect.LIKELIHOOD, 1, "whole tick");
  }

  @Override
  public double value(TickEvidence tick) {
    return -(tick.scored().logLikelihood(Features.LOG_RETURN)
        + tick.scored().logLikelihood(Features.LOG_SIZE));
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return new Finding(
        0, tick.scored().residual(Features.LOG_RETURN), tick.expectedPrice(), tick.price());
  }
}
