package dev.tickwatch.detect.statistic;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.window.Features;

/** A statistic of how large the moves of a price are, whichever way they go. */
abstract class MoveSizes extends TickStatistic {
  /** From a standard deviation to the mean size of a normal move. */
  private static final double MEAN_ABS = Math.sqrt(2 / Math.PI);

  MoveSizes(String name, int span, String words) {
    super(name + "_" + span, Aspect.RETURN, span, words + " over " + span + " ticks");
  }

  /** In sizes of a price's moves: the mean that volatility lets expect, and the one seen. */
  @Override
  public Finding explain(TickEvidence tick) {
    SeriesKind series = tick.window().series();
    int ticks = tick.held(span());
    double expected = 0;
    double seen = 0;
    for (int back = 0; back < ticks; back++) {
      double volatility = Math.exp(tick.window().featureBack(back, Features.LOG_VOLATILITY));
      double before = tick.window().priceBack(back + 1);
      expected += MEAN_ABS * volatility * series.unitAt(before) / ticks;
      seen += Math.abs(tick.window().priceBack(back) - before) / ticks;
    }
    int largest = tick.largestBack(span(), tick.residuals()::energyBack);
    return new Finding(largest, signedValue(tick), expected, seen);
  }

  /** The value, however few ticks there are. */
  abstract double signedValue(TickEvidence tick);
}
