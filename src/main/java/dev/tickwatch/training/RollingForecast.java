package dev.tickwatch.training;

import dev.tickwatch.detection.DetectionSettings;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.detection.Forecast;
import dev.tickwatch.detection.OfflineDetection;
import dev.tickwatch.forecast.ScoringRules;
import dev.tickwatch.peers.BarSeries;
import dev.tickwatch.peers.forecast.EwmaVariance;
import dev.tickwatch.peers.forecast.RandomWalkForecaster;
import dev.tickwatch.peers.forecast.RandomWalkForecaster.Shape;
import dev.tickwatch.peers.forecast.ReturnForecasts;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
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
  private static final double BPS = 1e4;
  private static final List<Double> PINBALL = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  /**
   * Mean charges of one forecaster; less is better but for the log density.
   *
   * @param forecaster its name
   * @param ahead ticks ahead
   * @param crpsBps continuous ranked probability score, basis points
   * @param pinballBps mean of the levels 5, 25, 50, 75 and 95 %, basis points
   * @param logDensity of the log return, nats
   * @param covered share of outcomes in the 90 % interval
   */
  public record Row(
      String forecaster,
      int ahead,
      double crpsBps,
      double pinballBps,
      double logDensity,
      double covered) {}

  final String symbol;
  final int horizon;
  final List<Tick> history;

  /** First of {@code history} that was not trained on. */
  final int from;

  /** By index in {@code history}; null where there is none. */
  final List<Forecast> forecasts;

  private final List<Row> rows = new ArrayList<>();

  private RollingForecast(
      String symbol, int horizon, List<Tick> history, int from, List<Forecast> forecasts) {
    this.symbol = symbol;
    this.horizon = horizon;
    this.history = history;
    this.from = from;
    this.forecasts = forecasts;
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
    int horizon = scorer.manifest().shape().horizon();
    RollingForecast rolling =
        new RollingForecast(symbol, horizon, history, split, forecasts(scorer, history, split));
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
      Charges charges = new Charges("model", ahead);
      for (int t = from; t + ahead < history.size(); t++) {
        Forecast made = forecasts.get(t);
        if (made != null) {
          Forecast.Step step = made.steps().get(ahead - 1);
          double location = Math.log(step.expectedPrice() / made.price());
          double half = Math.log(step.upperPrice() / step.expectedPrice());
          charges.add(nu, location, half / reach, outcome(t, ahead));
        }
      }
      rows.add(charges.row());
    }
    BarSeries series = series(scorer);
    if (from < LEAST_TO_FIT) {
      return;
    }
    for (Shape shape : Shape.values()) {
      RandomWalkForecaster walk = new RandomWalkForecaster(new EwmaVariance(), shape, horizon);
      walk.fit(List.of(series.prefix(from)));
      ReturnForecasts made = walk.forecast(series);
      for (int ahead : horizons) {
        Charges charges = new Charges("random walk, " + walk.name(), ahead);
        for (int t = from; t + ahead < history.size(); t++) {
          charges.add(made.degreesOfFreedom(ahead), 0, made.scale(t, ahead), outcome(t, ahead));
        }
        rows.add(charges.row());
      }
    }
  }

  private double outcome(int tick, int ahead) {
    return Math.log(history.get(tick + ahead).price() / history.get(tick).price());
  }

  /** Closes part the series, unless most ticks follow one, as daily ones do. */
  private BarSeries series(WindowScorer scorer) {
    int count = history.size();
    long[] times = new long[count];
    double[] prices = new double[count];
    double[] sizes = new double[count];
    boolean[] breaks = new boolean[count];
    var features = scorer.manifest().featureSettings();
    int parted = 0;
    for (int i = 0; i < count; i++) {
      times[i] = history.get(i).eventTimeMicros();
      prices[i] = history.get(i).price();
      sizes[i] = history.get(i).size();
      if (i > 0) {
        breaks[i] =
            features.calendar().hasSessions()
                ? features.calendar().closedBetween(times[i - 1], times[i])
                : times[i] - times[i - 1] > features.sessionGap().toNanos() / 1000;
        parted += breaks[i] ? 1 : 0;
      }
    }
    return new BarSeries(
        symbol, times, prices, sizes, 2 * parted > count ? new boolean[count] : breaks);
  }

  /** Sums of one forecaster so many ticks ahead. */
  private static final class Charges {
    private final String forecaster;
    private final int ahead;
    private int count;
    private double crps;
    private double pinball;
    private double logDensity;
    private int covered;

    private Charges(String forecaster, int ahead) {
      this.forecaster = forecaster;
      this.ahead = ahead;
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
          crps / count * BPS,
          pinball / count * BPS,
          logDensity / count,
          covered / (double) count);
    }
  }
}
