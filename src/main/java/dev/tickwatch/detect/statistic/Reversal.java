package dev.tickwatch.detect.statistic;

/** The smaller |z| of two neighbours that undo each other: a stray print, seen from behind it. */
final class Reversal extends TickStatistic {
  Reversal() {
    super("reversal", Aspect.RETURN, 2, "undone jump");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().reversal();
  }

  /** The stray print is the tick before. */
  @Override
  public Finding explain(TickEvidence tick) {
    int before = tick.held(2);
    return new Finding(
        1, tick.residuals().moveBack(1), tick.window().priceBack(before), tick.priceBefore());
  }
}
