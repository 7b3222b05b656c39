package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GARCH(1,1) (Bollerslev 1986), by quasi maximum likelihood on the training returns of a symbol. A
 * symbol with less than 1,000 of them, or none, takes the process that was fitted to all symbols
 * together, around the mean squared return that it showed so far. Variances of several bars are the
 * sums of those expected of each.
 */
public final class GarchVariance implements VarianceModel {
  private static final int LEAST_RETURNS = 1000;
  private static final int MOST_BARS_OF_A_SYMBOL = 50_000;
  private static final int MOST_BARS_OF_ALL = 100_000;

  private final Map<String, GarchParameters> own = new HashMap<>();
  private GarchParameters pooled;

  @Override
  public String name() {
    return "GARCH(1,1)";
  }

  /**
   * Fits every symbol, and all together; several series of one symbol are fitted as one process.
   */
  @Override
  public void fit(List<BarSeries> training) {
    Map<String, List<BarSeries>> bySymbol = new HashMap<>();
    training.forEach(
        series -> bySymbol.computeIfAbsent(series.symbol(), s -> new ArrayList<>()).add(series));
    own.clear();
    bySymbol.forEach(
        (symbol, series) -> {
          if (series.stream().mapToInt(GarchVariance::returnsWithinSessions).sum()
              >= LEAST_RETURNS) {
            own.put(symbol, inUnitsOfPrices(latest(series, MOST_BARS_OF_A_SYMBOL)));
          }
        });
    List<BarSeries> usable =
        training.stream().filter(s -> returnsWithinSessions(s) >= LogReturns.WARM_UP).toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException("no training series is longer than its warm-up");
    }
    pooled = GarchFit.fit(latest(usable, MOST_BARS_OF_ALL));
  }

  /** What was fitted to a symbol by itself. */
  public Optional<GarchParameters> own(String symbol) {
    return Optional.ofNullable(own.get(symbol));
  }

  /** The same process with its long-run variance in units of squared log returns. */
  private static GarchParameters inUnitsOfPrices(List<BarSeries> series) {
    GarchParameters unit = GarchFit.fit(series);
    double meanSquare =
        series.stream().mapToDouble(GarchFit::meanSquareWithinSessions).average().orElseThrow();
    return new GarchParameters(
        unit.alpha(), unit.beta(), unit.longRun() * meanSquare, unit.breakFactor());
  }

  private static int returnsWithinSessions(BarSeries series) {
    int count = 0;
    for (int i = 1; i < series.length(); i++) {
      count += series.sessionBreak()[i] ? 0 : 1;
    }
    return count;
  }

  /** The newest bars of every series, so many of each that all have at most {@code bars}. */
  private static List<BarSeries> latest(List<BarSeries> series, int bars) {
    int each = Math.max(bars / series.size(), LogReturns.WARM_UP + 1);
    return series.stream().map(s -> s.length() > each ? s.suffix(each) : s).toList();
  }

  @Override
  public double[][] variances(BarSeries series, int horizon) {
    if (pooled == null) {
      throw new IllegalStateException("GARCH(1,1) was not fitted");
    }
    GarchParameters fitted = own.get(series.symbol());
    GarchParameters garch = fitted == null ? pooled : fitted;
    double[] returns = LogReturns.of(series);
    double[][] cumulative = LogReturns.unknown(horizon, series.length());
    double variance = fitted == null ? 0 : garch.longRun();
    double sum = 0;
    int learnt = 0;
    for (int t = 1; t < returns.length; t++) {
      double square = returns[t] * returns[t];
      if (series.sessionBreak()[t]) {
        square = variance;
      } else {
        sum += square;
        learnt++;
      }
      double towards = fitted == null ? sum / Math.max(learnt, 1) : garch.longRun();
      // Without a variance of its own a series begins with the mean over its warm-up.
      boolean begins = fitted == null && learnt <= LogReturns.WARM_UP;
      variance =
          begins
              ? Math.max(towards, LogReturns.LEAST_VARIANCE)
              : garch.next(variance, square, towards);
      if (learnt >= LogReturns.WARM_UP) {
        sumAhead(series, t, garch, variance, towards, cumulative);
      }
    }
    return cumulative;
  }

  private static void sumAhead(
      BarSeries series,
      int t,
      GarchParameters garch,
      double next,
      double towards,
      double[][] cumulative) {
    double expected = next;
    double sum = 0;
    for (int h = 1; h <= cumulative.length && t + h < series.length(); h++) {
      sum += expected * (series.sessionBreak()[t + h] ? garch.breakFactor() : 1);
      cumulative[h - 1][t] = sum;
      expected = garch.next(expected, expected, towards);
    }
  }
}
