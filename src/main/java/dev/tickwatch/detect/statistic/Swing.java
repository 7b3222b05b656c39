package dev.tickwatch.detect.statistic;

/**
 * The smaller of two neighbouring sums of n that undo each other, each over half of the ticks: a
 * flash crash, seen from its recovery.
 */
final class Swing extends TickStatistic {
  private final int half;

  Swing(int half) {
    super("swing_" + half, Aspect.RETURN, 2 * half, "move undone over " + half + " ticks");
    this.half = half;
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().swing(half);
  }

  /** Expected is the price before it all, seen the one at the turn. */
  @Override
  public Finding explain(TickEvidence tick) {
    ResidualHistory residuals = tick.residuals();
    int back = tick.largestBack(span(), step -> Math.abs(residuals.scoreBack(step)));
    return new Finding(
        back,
        Math.copySign(residuals.swing(half), residuals.drift(half)),
        tick.window().priceBack(tick.held(span())),
        tick.window().priceBack(tick.held(half)));
  }
}
