package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.Baseline;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.Tick;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A detector of others, with the help of the calendar. */
final class BaselineContender implements Contender {
  private static final long LONG_GAP = 3_600_000_000L;

  private final Baseline baseline;
  private final TradingCalendar calendar;

  BaselineContender(Baseline baseline, TradingCalendar calendar) {
    this.baseline = baseline;
    this.calendar = calendar;
  }

  @Override
  public String name() {
    return baseline.name();
  }

  @Override
  public void fit(Map<String, List<Tick>> training) {
    baseline.fit(
        training.entrySet().stream()
            .map(entry -> series(entry.getKey(), entry.getValue(), calendar))
            .toList());
  }

  @Override
  public Map<String, double[]> score(Map<String, List<Tick>> ticks) {
    Map<String, double[]> scores = new TreeMap<>();
    ticks.forEach(
        (symbol, list) -> scores.put(symbol, baseline.score(series(symbol, list, calendar))));
    return scores;
  }

  static BarSeries series(String symbol, List<Tick> ticks, TradingCalendar calendar) {
    int count = ticks.size();
    long[] times = new long[count];
    double[] prices = new double[count];
    double[] sizes = new double[count];
    boolean[] breaks = new boolean[count];
    int sessionBreaks = 0;
    for (int i = 0; i < count; i++) {
      Tick tick = ticks.get(i);
      times[i] = tick.eventTimeMicros();
      prices[i] = tick.price();
      sizes[i] = tick.size();
      breaks[i] = i > 0 && isSessionBreak(calendar, times[i - 1], times[i]);
      sessionBreaks += breaks[i] ? 1 : 0;
    }
    if (sessionBreaks > count / 2) {
      // Daily bars: a break that is always there tells nothing.
      Arrays.fill(breaks, false);
    }
    return new BarSeries(symbol, times, prices, sizes, breaks);
  }

  private static boolean isSessionBreak(TradingCalendar calendar, long before, long time) {
    return calendar.hasSessions() ? calendar.closedBetween(before, time) : time - before > LONG_GAP;
  }
}
