package dev.tickwatch.detect.statistic;

/** Sum of ln(1 + u²) over some ticks, negated: too quiet. */
final class Quiet extends MoveSizes {
  Quiet(int span) {
    super("quiet", span, "too quiet");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().count() < span() ? INSUFFICIENT_HISTORY : signedValue(tick);
  }

  @Override
  double signedValue(TickEvidence tick) {
    return -tick.residuals().energy(span());
  }
}
