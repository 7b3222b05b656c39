package dev.tickwatch.detect.statistic;

/** v, or its sum over some ticks: unusually large sizes for such moves. */
final class Volume extends Sizes {
  Volume(int span) {
    super("volume", span, "size");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().volume(span());
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return explain(tick, value(tick), tick.residuals()::sizeBack);
  }
}
