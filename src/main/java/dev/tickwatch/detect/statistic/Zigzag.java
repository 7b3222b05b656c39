package dev.tickwatch.detect.statistic;

/** Negative sum of products of neighbouring n: a price that goes to and fro. */
final class Zigzag extends MoveSizes {
  Zigzag(int span) {
    super("zigzag", span, "zigzag");
  }

  @Override
  public double value(TickEvidence tick) {
    return signedValue(tick);
  }

  @Override
  double signedValue(TickEvidence tick) {
    return -tick.residuals().neighbours(span());
  }
}
