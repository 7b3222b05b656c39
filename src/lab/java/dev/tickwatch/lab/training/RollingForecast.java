package dev.tickwatch.lab.training;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.OfflineDetection;
import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.forecast.EwmaVariance;
import dev.tickwatch.lab.baseline.forecast.RandomWalkForecaster;
import dev.tickwatch.lab.baseline.forecast.RandomWalkForecaster.Shape;
import dev.tickwatch.lab.baseline.forecast.ReturnForecasts;
import dev.tickwatch.lab.forecast.ScoringRules;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.WindowScorer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service would have forecast on one symbol's validation ticks, beside a random walk whose
 * volatility is an exponentially weighted one. The random walk is fitted on the ticks before.
 */
public final class RollingForecast {

  /** Ticks before the validation part that only warm state up. */
  private static final int WARM_UP = 1000;

  private static final int MOST_TICKS = 5000;
  private static final int LEAST_TO_FIT = 200;
  private static final List<Double> PINBALL = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  /**
   * Mean charges of one forecaster; less is better but for the log density.
   *
   * @param forecaster its name
   * @param ahead ticks ahead
   * @param crps continuous ranked probability score, in {@link #unit()}s
   * @param pinball mean of the levels 5, 25, 50, 75 and 95 %, in the same
   * @param logDensity of the return, nats
   * @param covered share of outcomes in the 90 % interval
   */
  public record Row(
      String forecaster,
      int ahead,
      double crps,
      double pinball,
      double logDensity,
      double covered) {}

  final String symbol;
  final int horizon;
  final SeriesKind kind;
  final ChangeUnit unit;
  final List<Tick> history;

  /** First of {@code history} that was not trained on. */
  final int from;

  /** By index in {@code history}; null where there is none. */
  final List<Forecast> forecasts;

  private final List<Row> rows = new ArrayList<>();

  private RollingForecast(
      String symbol, Manifest manifest, List<Tick> history, int from, List<Forecast> forecasts) {
    this.symbol = symbol;
    this.horizon = manifest.shape().horizon();
    this.kind = manifest.series();
    this.unit = ChangeUnit.of(kind);
    this.history = history;
    this.from = from;
    this.forecasts = forecasts;
  }

  /** In what the rows' charges are. */
  public ChangeUnit unit() {
    return unit;
  }

  /** A change as people read it. */
  double shown(double before, double value) {
    return kind.change(before, value) * unit.perChange();
  }

  /** Whose ticks they are. */
  public String symbol() {
    return symbol;
  }

  /**
   * Model, then random walks (none where there are too few ticks to fit them), each one tick ahead
   * and at the horizon.
   */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /**
   * Forecasts.
   *
   * @param scorer the calibrated model; stays the caller's
   * @param ticks of one symbol, in order of event time
   * @param split the first tick behind which none was trained on
   */
  static RollingForecast of(WindowScorer scorer, String symbol, List<Tick> ticks, int split) {
    List<Tick> history = ticks.subList(0, Math.min(ticks.size(), split + MOST_TICKS));
    RollingForecast rolling =
        new RollingForecast(
            symbol, scorer.manifest(), history, split, forecasts(scorer, history, split));
    rolling.compare(scorer);
    return rolling;
  }

  static Instant time(Tick tick) {
    return Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
  }

  private static List<Forecast> forecasts(WindowScorer scorer, List<Tick> history, int split) {
    int first = Math.max(0, split - WARM_UP);
    List<Forecast> forecasts = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      forecasts.add(null);
    }
    OfflineDetection.run(
        scorer,
        new Detector(DetectionSettings.DEFAULT),
        history.subList(first, history.size()),
        detection -> forecasts.add(detection.forecast().orElse(null)));
    return forecasts;
  }

  private void compare(WindowScorer scorer) {
    double nu = scorer.manifest().degreesOfFreedom();
    double reach = ScoringRules.standardQuantile(nu, 0.95);
    int[] horizons = horizon == 1 ? new int[] {1} : new int[] {1, horizon};
    for (int ahead : horizons) {
      Charges charges = new Charges("model", ahead, unit);
      for (int t = from; t + ahead < history.size(); t++) {
        Forecast made = forecasts.get(t);
        if (made != null) {
          Forecast.Step step = made.steps().get(ahead - 1);
          double location = kind.change(made.price(), step.expectedPrice());
          double half = kind.change(step.expectedPrice(), step.upperPrice());
          charges.add(nu, location, half / reach, outcome(t, ahead));
        }
      }
      rows.add(charges.row());
    }
    double scale = changesInLogReturn();
    BarSeries series = series(scorer, scale);
    if (from < LEAST_TO_FIT) {
      return;
    }
    for (Shape shape : Shape.values()) {
      RandomWalkForecaster walk = new RandomWalkForecaster(new EwmaVariance(), shape, horizon);
      walk.fit(List.of(series.prefix(from)));
      ReturnForecasts made = walk.forecast(series);
      for (int ahead : horizons) {
        Charges charges = new Charges("random walk, " + walk.name(), ahead, unit);
        for (int t = from; t + ahead < history.size(); t++) {
          charges.add(
              made.degreesOfFreedom(ahead), 0, scale * made.scale(t, ahead), outcome(t, ahead));
        }
        rows.add(charges.row());
      }
    }
  }

  private double outcome(int tick, int ahead) {
    return kind.change(history.get(tick).price(), history.get(tick + ahead).price());
  }

  /** Changes in one log return of what the random walks are given. */
  private double changesInLogReturn() {
    double widest = 0;
    for (Tick tick : history) {
      widest = Math.max(widest, Math.abs(kind.change(history.get(0).price(), tick.price())));
    }
    return kind == SeriesKind.PRICE || widest == 0 ? 1 : widest;
  }

  /**
   * Closes part the series, unless most ticks follow one, as daily ones do. A metric's levels are
   * given as log prices.
   */
  private BarSeries series(WindowScorer scorer, double scale) {
    int count = history.size();
    long[] times = new long[count];
    double[] prices = new double[count];
    double[] sizes = new double[count];
    boolean[] breaks = new boolean[count];
    var features = scorer.manifest().featureSettings();
    int sessionBreaks = 0;
    for (int i = 0; i < count; i++) {
      times[i] = history.get(i).eventTimeMicros();
      double price = history.get(i).price();
      prices[i] =
          kind == SeriesKind.PRICE
              ? price
              : Math.exp(kind.change(history.get(0).price(), price) / scale);
      sizes[i] = history.get(i).size();
      if (i > 0) {
        breaks[i] =
            features.calendar().hasSessions()
                ? features.calendar().closedBetween(times[i - 1], times[i])
                : times[i] - times[i - 1] > features.sessionGap().toNanos() / 1000;
        sessionBreaks += breaks[i] ? 1 : 0;
      }
    }
    return new BarSeries(
        symbol, times, prices, sizes, 2 * sessionBreaks > count ? new boolean[count] : breaks);
  }

  /** Sums of one forecaster so many ticks ahead. */
  private static final class Charges {
    private final String forecaster;
    private final int ahead;
    private final ChangeUnit unit;
    private int count;
    private double crps;
    private double pinball;
    private double logDensity;
    private int covered;

    private Charges(String forecaster, int ahead, ChangeUnit unit) {
      this.forecaster = forecaster;
      this.ahead = ahead;
      this.unit = unit;
    }

    private void add(double nu, double location, double scale, double outcome) {
      if (Double.isNaN(scale)) {
        return;
      }
      count++;
      crps += ScoringRules.crpsStudentT(nu, location, scale, outcome);
      for (double level : PINBALL) {
        double quantile = location + scale * ScoringRules.standardQuantile(nu, level);
        pinball += ScoringRules.pinball(level, quantile, outcome) / PINBALL.size();
      }
      double reach = scale * ScoringRules.standardQuantile(nu, 0.95);
      covered += Math.abs(outcome - location) <= reach ? 1 : 0;
      logDensity += ScoringRules.logDensity(nu, location, scale, outcome);
    }

    private Row row() {
      return new Row(
          forecaster,
          ahead,
          crps / count * unit.perChange(),
          pinball / count * unit.perChange(),
          logDensity / count,
          covered / (double) count);
    }
  }
}
