package dev.tickwatch.detect.statistic;

/**
 * Sum over some ticks of the log size in deviations from what is usual of the symbol over a long
 * time: a surge that goes on, and that the model has got used to.
 */
final class Surge extends Sizes {
  Surge(int span) {
    super("surge", span, "surge");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().count() < span()
        ? INSUFFICIENT_HISTORY
        : tick.residuals().surge(span());
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return explain(tick, tick.residuals().surge(span()), tick.residuals()::surgeBack);
  }
}
