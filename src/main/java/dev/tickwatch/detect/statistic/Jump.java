package dev.tickwatch.detect.statistic;

/** |z|: a stray print, a jump. */
final class Jump extends TickStatistic {
  Jump() {
    super("jump", Aspect.RETURN, 1, "jump");
  }

  @Override
  public double value(TickEvidence tick) {
    return Math.abs(tick.window().pendingMove(0));
  }

  @Override
  public Finding explain(TickEvidence tick) {
    return new Finding(0, tick.window().pendingMove(0), tick.priceBefore(), tick.price());
  }
}
