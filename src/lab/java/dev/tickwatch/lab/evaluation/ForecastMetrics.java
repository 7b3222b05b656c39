package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.forecast.ScoringRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges forecast distributions of returns: what proper scoring rules charge them, and how many
 * outcomes their central intervals cover. Every forecaster is judged on the same bars, by the same
 * arithmetic. The continuous ranked probability score is twice the mean pinball loss over {@value
 * #GRID} evenly spaced levels (Gneiting and Ranjan, 2011).
 *
 * <p>Charges are in units of the series' mean absolute one-bar return times the root of the bars
 * ahead, so that symbols and horizons weigh alike, and in basis points.
 */
final class ForecastMetrics {
  /** Levels whose pinball loss is reported. */
  static final List<Double> PINBALL_LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  /** Nominal coverages of the central intervals. */
  static final List<Double> INTERVALS = List.of(0.5, 0.9, 0.95);

  private static final int GRID = 100;
  private static final double BPS = 1e4;
  private static final int TERCILES = 3;

  /** A break is a return of so many volatilities. */
  private static final double BREAK = 8;

  private static final int AFTER_BREAK = 60;

  /** Of the volatility that bars are sorted by: a span of 60 bars. */
  private static final double DECAY = 1 - 2 / 61.0;

  private static final int WARM_UP = 30;

  private final List<BarSeries> series;
  private final int horizon;
  private final int judgedFrom;
  private final Map<String, Integer> indices = new TreeMap<>();
  private final List<double[]> volatility = new ArrayList<>();
  private final List<boolean[]> afterBreak = new ArrayList<>();
  private final double[] unit;
  private final double[] edges;

  /**
   * Coverage of the central intervals.
   *
   * @param level nominal coverage
   * @param overall share of outcomes that were covered
   * @param byTercile from the calmest third of the bars to the liveliest, by volatility before the
   *     forecast
   * @param afterBreak in the first 60 bars after a break; NaN where there is none
   */
  record Coverage(double level, double overall, List<Double> byTercile, double afterBreak) {

    /** From the least covered tercile to the most covered. */
    double spread() {
      return byTercile.stream().mapToDouble(c -> c).max().orElse(Double.NaN)
          - byTercile.stream().mapToDouble(c -> c).min().orElse(Double.NaN);
    }
  }

  /**
   * Of one forecaster so many bars ahead.
   *
   * @param ahead bars ahead; 0 for the mean of all
   * @param count forecasts that were judged
   * @param crps in units, see {@link ForecastMetrics}
   * @param crpsBps in basis points
   * @param pinball in units, by {@link #PINBALL_LEVELS}
   * @param coverage by {@link #INTERVALS}
   */
  record Row(
      int ahead,
      long count,
      double crps,
      double crpsBps,
      List<Double> pinball,
      List<Coverage> coverage) {}

  /**
   * All of one forecaster.
   *
   * @param byHorizon 1 bar ahead first
   * @param all the horizons together
   */
  record Result(String name, List<Row> byHorizon, Row all) {}

  /**
   * For some series.
   *
   * @param series what is forecast; one a symbol
   * @param horizon most bars ahead
   * @param judgedFrom forecasts from earlier bars of each series are not judged
   */
  ForecastMetrics(List<BarSeries> series, int horizon, int judgedFrom) {
    this.series = List.copyOf(series);
    this.horizon = horizon;
    this.judgedFrom = Math.max(judgedFrom, WARM_UP);
    unit = new double[series.size()];
    List<Double> judged = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      BarSeries one = series.get(s);
      indices.put(one.symbol(), s);
      double[] returns = returns(one);
      unit[s] = Arrays.stream(returns).skip(1).map(Math::abs).average().orElse(Double.NaN);
      double[] before = volatility(returns);
      volatility.add(before);
      afterBreak.add(afterBreaks(returns, before));
      for (int t = this.judgedFrom; t < one.length(); t++) {
        judged.add(before[t] / unit[s]);
      }
    }
    double[] sorted = judged.stream().mapToDouble(v -> v).sorted().toArray();
    edges = new double[] {sorted[sorted.length / TERCILES], sorted[sorted.length * 2 / TERCILES]};
  }

  /**
   * Judges a forecaster.
   *
   * @param forecasts by symbol
   */
  Result judge(String name, Map<String, ReturnForecaster> forecasts) {
    List<Row> rows = new ArrayList<>();
    Tally all = new Tally();
    for (int ahead = 1; ahead <= horizon; ahead++) {
      Tally tally = new Tally();
      for (Map.Entry<String, ReturnForecaster> one : forecasts.entrySet()) {
        judge(indices.get(one.getKey()), one.getValue(), ahead, tally);
      }
      all.add(tally);
      rows.add(tally.row(ahead));
    }
    return new Result(name, List.copyOf(rows), all.row(0));
  }

  private void judge(int s, ReturnForecaster forecasts, int ahead, Tally to) {
    double[] price = series.get(s).price();
    double charge = unit[s] * Math.sqrt(ahead);
    Quantiles quantiles = new Quantiles(forecasts, ahead);
    for (int t = judgedFrom; t + ahead < price.length; t++) {
      double scale = forecasts.scale(t, ahead);
      if (Double.isNaN(scale)) {
        continue;
      }
      double off = Math.log(price[t + ahead] / price[t]) - forecasts.location(t, ahead);
      to.crps += quantiles.crps(off, scale) / charge;
      to.crpsBps += quantiles.crps(off, scale) * BPS;
      for (int level = 0; level < PINBALL_LEVELS.size(); level++) {
        to.pinball[level] +=
            ScoringRules.pinball(PINBALL_LEVELS.get(level), quantiles.pinball[level] * scale, off)
                / charge;
      }
      to.cover(off, scale, quantiles, tercile(s, t), afterBreak.get(s)[t]);
    }
  }

  private int tercile(int s, int t) {
    double relative = volatility.get(s)[t] / unit[s];
    return relative < edges[0] ? 0 : relative < edges[1] ? 1 : 2;
  }

  private static double[] returns(BarSeries series) {
    double[] returns = new double[series.length()];
    for (int t = 1; t < returns.length; t++) {
      returns[t] = Math.log(series.price()[t] / series.price()[t - 1]);
    }
    return returns;
  }

  /** As known after each bar. */
  private static double[] volatility(double[] returns) {
    double[] known = new double[returns.length];
    double sum = 0;
    double weight = 0;
    for (int t = 1; t < returns.length; t++) {
      sum = DECAY * sum + returns[t] * returns[t];
      weight = DECAY * weight + 1;
      known[t] = Math.sqrt(sum / weight);
    }
    return known;
  }

  private static boolean[] afterBreaks(double[] returns, double[] volatility) {
    boolean[] after = new boolean[returns.length];
    for (int t = WARM_UP; t < returns.length; t++) {
      if (Math.abs(returns[t]) > BREAK * volatility[t - 1]) {
        Arrays.fill(after, t, Math.min(after.length, t + AFTER_BREAK), true);
      }
    }
    return after;
  }

  /** Standard quantiles of a forecaster so many bars ahead. */
  private static final class Quantiles {
    private final double[] grid = new double[GRID];
    private final double[] pinball = new double[PINBALL_LEVELS.size()];
    private final double[] lower = new double[INTERVALS.size()];
    private final double[] upper = new double[INTERVALS.size()];

    private Quantiles(ReturnForecaster forecasts, int ahead) {
      Arrays.setAll(grid, i -> forecasts.standardQuantile(ahead, (i + 0.5) / GRID));
      Arrays.setAll(pinball, i -> forecasts.standardQuantile(ahead, PINBALL_LEVELS.get(i)));
      Arrays.setAll(lower, i -> forecasts.standardQuantile(ahead, (1 - INTERVALS.get(i)) / 2));
      Arrays.setAll(upper, i -> forecasts.standardQuantile(ahead, (1 + INTERVALS.get(i)) / 2));
    }

    private double crps(double off, double scale) {
      double sum = 0;
      for (int i = 0; i < GRID; i++) {
        sum += ScoringRules.pinball((i + 0.5) / GRID, grid[i] * scale, off);
      }
      return 2 * sum / GRID;
    }
  }

  /** Sums over forecasts. */
  private static final class Tally {
    private static final int AFTER = TERCILES;

    private double crps;
    private double crpsBps;
    private final double[] pinball = new double[PINBALL_LEVELS.size()];

    /** Forecasts by tercile, and after a break. */
    private final long[] counts = new long[TERCILES + 1];

    private final long[][] covered = new long[INTERVALS.size()][TERCILES + 1];

    private void cover(
        double off, double scale, Quantiles quantiles, int tercile, boolean afterBreak) {
      counts[tercile]++;
      counts[AFTER] += afterBreak ? 1 : 0;
      for (int i = 0; i < covered.length; i++) {
        if (off >= quantiles.lower[i] * scale && off <= quantiles.upper[i] * scale) {
          covered[i][tercile]++;
          covered[i][AFTER] += afterBreak ? 1 : 0;
        }
      }
    }

    private void add(Tally other) {
      crps += other.crps;
      crpsBps += other.crpsBps;
      Arrays.setAll(pinball, i -> pinball[i] + other.pinball[i]);
      Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
      for (int i = 0; i < covered.length; i++) {
        long[] own = covered[i];
        long[] more = other.covered[i];
        Arrays.setAll(own, j -> own[j] + more[j]);
      }
    }

    private Row row(int ahead) {
      long count = sum(counts);
      List<Coverage> coverage = new ArrayList<>();
      for (int i = 0; i < covered.length; i++) {
        List<Double> terciles = new ArrayList<>();
        for (int t = 0; t < TERCILES; t++) {
          terciles.add(covered[i][t] / (double) counts[t]);
        }
        coverage.add(
            new Coverage(
                INTERVALS.get(i),
                sum(covered[i]) / (double) count,
                List.copyOf(terciles),
                covered[i][AFTER] / (double) counts[AFTER]));
      }
      return new Row(
          ahead,
          count,
          crps / count,
          crpsBps / count,
          Arrays.stream(pinball).mapToObj(loss -> loss / count).toList(),
          List.copyOf(coverage));
    }

    private static long sum(long[] byTercile) {
      return byTercile[0] + byTercile[1] + byTercile[2];
    }
  }
}
