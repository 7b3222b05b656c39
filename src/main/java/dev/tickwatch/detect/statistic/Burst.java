package dev.tickwatch.detect.statistic;

/** Sum of ln(1 + u²) over some ticks: a burst of volatility. */
final class Burst extends MoveSizes {
  Burst(int span) {
    super("burst", span, "volatility burst");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().count() < span() ? INSUFFICIENT_HISTORY : signedValue(tick);
  }

  @Override
  double signedValue(TickEvidence tick) {
    return tick.residuals().energy(span());
  }
}
