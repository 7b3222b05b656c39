package dev.tickwatch.detect.statistic;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.window.Features;

/** How far the bar's range reaches beyond its close and the last, in volatilities. */
final class Wick extends TickStatistic {
  Wick() {
    super("wick", Aspect.WICK, 1, "range of the bar");
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.wick();
  }

  /** Expected is the close, seen the price that the bar touched farthest from it. */
  @Override
  public Finding explain(TickEvidence tick) {
    SeriesKind series = tick.window().series();
    double wick = tick.window().pendingFeature(0, Features.WICK);
    double close = tick.price();
    boolean down = tick.window().pendingWickIsDown();
    double touched =
        down
            ? series.after(Math.min(tick.priceBefore(), close), -wick)
            : series.after(Math.max(tick.priceBefore(), close), wick);
    return new Finding(0, down ? -tick.wick() : tick.wick(), close, touched);
  }
}
