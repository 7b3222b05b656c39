package dev.tickwatch.detect.statistic;

import dev.tickwatch.model.window.SymbolWindow;
import java.util.function.IntToDoubleFunction;

/** A statistic of how large the ticks' sizes are. */
abstract class Sizes extends TickStatistic {
  Sizes(String name, int span, String words) {
    super(
        span == 1 ? name : name + "_" + span,
        Aspect.SIZE,
        span,
        span == 1 ? words : words + " over " + span + " ticks");
  }

  /**
   * In units traded: the usual size before the span, and the mean size within it.
   *
   * @param statistic its value
   * @param sizeBack what the value is the sum of
   */
  final Finding explain(TickEvidence tick, double statistic, IntToDoubleFunction sizeBack) {
    SymbolWindow window = tick.window();
    int ticks = Math.min(tick.held(span()), Math.max(1, window.held() - 1));
    double seen = 0;
    for (int back = 0; back < ticks; back++) {
      seen += window.sizeBack(back) / ticks;
    }
    double meanLog = 0;
    int older = Math.min(tick.scored().steps(), window.held() - ticks);
    for (int back = ticks; back < ticks + older; back++) {
      meanLog += Math.log(window.sizeBack(back)) / older;
    }
    double expected = older > 0 ? Math.exp(meanLog) : Double.NaN;
    int back = span() == 1 ? 0 : tick.largestBack(span(), sizeBack);
    return new Finding(back, statistic, expected, seen);
  }
}
