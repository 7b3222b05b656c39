package dev.tickwatch.detect.statistic;

/** |sum of n| over some ticks: a drift, and over few ticks a crash. */
final class Drift extends TickStatistic {
  private final double handicap;

  Drift(int span) {
    this(span, 0);
  }

  /**
   * @param handicap decades that it gives to the others in the combination
   */
  Drift(int span, double handicap) {
    super("drift_" + span, Aspect.RETURN, span, "drift over " + span + " ticks");
    this.handicap = handicap;
  }

  @Override
  public double value(TickEvidence tick) {
    return Math.abs(tick.residuals().drift(span()));
  }

  @Override
  public double handicap() {
    return handicap;
  }

  @Override
  public Finding explain(TickEvidence tick) {
    double sum = tick.residuals().drift(span());
    int back =
        tick.largestBack(span(), step -> Math.copySign(1, sum) * tick.residuals().scoreBack(step));
    return new Finding(back, sum, tick.window().priceBack(tick.held(span())), tick.price());
  }
}
