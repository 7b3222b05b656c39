package dev.tickwatch.detection;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.alert.Alert.Peak;
import dev.tickwatch.alert.Episode;
import dev.tickwatch.calibration.IntervalCalibration;
import dev.tickwatch.model.Manifest;
import dev.tickwatch.quality.QualityCheck;
import dev.tickwatch.quality.QualityReason;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.SymbolWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns scored windows into scores, forecasts and alerts. Thread-safe; all that changes is the
 * symbol's state.
 *
 * <p>A tick's statistics ({@link SurpriseTest}) become tail probabilities by the model's
 * calibration, are combined, and the combination is calibrated once more: the score is -log10 of
 * that. A {@linkplain SeriesKind#METRIC metric} is judged by {@link LevelTest} instead.
 */
public final class Detector {
  private final DetectionSettings settings;
  private final ConcurrentHashMap<Double, NormalScore> normals = new ConcurrentHashMap<>();
  private volatile Reach reach;

  /** With the given settings. */
  public Detector(DetectionSettings settings) {
    this.settings = settings;
  }

  /** How ticks are judged. */
  public DetectionSettings settings() {
    return settings;
  }

  /** Judges the data of ticks that a model is given. */
  public QualityCheck qualityCheck(Manifest manifest) {
    return new QualityCheck(settings.quality(), manifest.calendar());
  }

  /** A new watch over symbols that may fall silent, for the ticks that a model is given. */
  public SilenceWatch silenceWatch(Manifest manifest) {
    return new SilenceWatch(qualityCheck(manifest), settings.alerts(), manifest.version());
  }

  /**
   * The score record of the tick that was admitted last but is still in warm-up.
   *
   * @param late whether the tick was put before others
   */
  public Score warmUp(SymbolState state, Tick tick, boolean late) {
    int needed = state.shape().steps();
    int seen = (int) Math.min(state.sequence(), needed);
    return Score.warmingUp(
        tick.symbol(),
        tick.eventTimeMicros(),
        state.sequence(),
        tick.price(),
        late,
        seen,
        needed,
        QualityReason.of(state.admittedFlags()));
  }

  /**
   * Takes the oldest pending tick off the state's tail.
   *
   * @param symbol whose state it is
   * @param state has at least one pending tick, whose window is {@code row} of {@code batch}
   * @param manifest of the model that scored the batch
   */
  public Detection detect(
      String symbol, SymbolState state, Manifest manifest, ScoreBatch batch, int row) {
    double[] statistics = statistics(state, normal(manifest), batch, row);
    double[] scores =
        Surprise.scores(
            state.scales().standardised(statistics, manifest.calibration()),
            Regime.of(state.window()),
            manifest.calibration());
    double pooled = manifest.calibration().combined().score(Surprise.combine(scores));

    SymbolWindow window = state.window();
    List<QualityReason> quality = QualityReason.of(window.pendingFlags(0));
    double before = window.priceBeforePending(0);
    double half = halfWidth(manifest, batch, row) * state.intervals().ofTick();
    double location = half == 0 ? 0 : batch.returnLocation[row];
    double expected = before * Math.exp(location);
    Judgement judgement =
        settings.series() == SeriesKind.METRIC
            ? Judgement.ofMetric(state.levels(), window, expected)
            : new Judgement(
                state.tail().adjust(pooled, settings.alerts().threshold()),
                Surprise.strongestTest(scores).code(),
                state.tail().ownShare(),
                () -> Attribution.of(scores, state, batch, row));
    double score = judgement.score();
    Peak tick =
        new Peak(
            window.pendingTime(0),
            window.pendingSequence(0),
            window.pendingPrice(0),
            expected,
            before * Math.exp(location - half),
            before * Math.exp(location + half),
            score,
            Math.pow(10, -score),
            judgement.statistic());
    Score scored =
        scored(symbol, state, manifest, batch, row, tick, judgement.ownCalibration(), quality);
    Episode.Change change =
        Episode.after(
            state.episode(),
            new Episode.Observation(
                symbol, manifest.version(), tick, quality, judgement.contributions()),
            settings.alerts());
    state.episode(change.episode().orElse(null));
    if (change.alert().filter(alert -> alert.status() == Alert.Status.ACCEPTED).isPresent()) {
      state.acceptRegime();
    }
    Optional<Forecast> forecast = Optional.empty();
    if (!window.pendingIsLate()) {
      boolean alerting = change.episode().isPresent();
      state.tail().learn(pooled, alerting, settings.alerts().threshold());
      if (!alerting) {
        state.scales().learn(statistics, manifest.calibration());
      }
      if (settings.series() == SeriesKind.METRIC) {
        state.levels().learn(tick.eventTimeMicros(), tick.price(), expected);
      }
      learnIntervals(state.intervals(), tick, alerting);
      if (settings.forecasts()) {
        forecast = Optional.of(forecast(symbol, state.intervals(), manifest, batch, row, tick));
        state.intervals().remember(forecast.get());
      }
    }
    window.removePending();
    return new Detection(scored, forecast, change.alert());
  }

  /**
   * The tests' statistics of the oldest pending tick. The state remembers its residuals, unless it
   * arrived late: then it is not the newest tick that later sums look back on.
   */
  static double[] statistics(SymbolState state, NormalScore normal, ScoreBatch batch, int row) {
    SymbolWindow window = state.window();
    if (!window.pendingIsLate()) {
      Surprise.remember(state.residuals(), window, normal, batch, row);
    }
    return Surprise.statistics(state.residuals(), window, batch, row);
  }

  private void learnIntervals(IntervalWidth intervals, Peak tick, boolean alerting) {
    double level = settings.intervalLevel();
    if (!alerting) {
      intervals.learnTick(tick.price(), tick.lowerPrice(), tick.upperPrice(), level);
    }
    intervals.learnForecasts(tick.price(), alerting, level);
  }

  private Score scored(
      String symbol,
      SymbolState state,
      Manifest manifest,
      ScoreBatch batch,
      int row,
      Peak tick,
      double ownCalibration,
      List<QualityReason> quality) {
    int needed = state.shape().steps();
    return new Score(
        symbol,
        tick.eventTimeMicros(),
        tick.sequence(),
        tick.price(),
        Score.State.SCORED,
        state.window().pendingIsLate(),
        needed,
        needed,
        tick.score(),
        tick.tailProbability(),
        batch.elbo[row],
        batch.reconstruction[row],
        batch.kl[row],
        Surprise.logLikelihood(batch, row),
        tick.expectedPrice(),
        tick.lowerPrice(),
        tick.upperPrice(),
        settings.intervalLevel(),
        tick.statistic(),
        manifest.version(),
        ownCalibration,
        quality);
  }

  private Forecast forecast(
      String symbol,
      IntervalWidth widths,
      Manifest manifest,
      ScoreBatch batch,
      int row,
      Peak tick) {
    int horizon = batch.shape().horizon();
    double[] reach = reach(manifest).byStep;
    double direction = manifest.calibration().intervals().direction();
    List<Forecast.Step> steps = new ArrayList<>(horizon);
    for (int h = 0; h < horizon; h++) {
      double location = direction * batch.forecastLocation[row * horizon + h];
      double width = reach[h] * widths.ofForecast(h + 1, horizon);
      double half = width * batch.forecastScale[row * horizon + h];
      steps.add(
          new Forecast.Step(
              h + 1,
              tick.price() * Math.exp(location),
              tick.price() * Math.exp(location - half),
              tick.price() * Math.exp(location + half)));
    }
    return new Forecast(
        symbol,
        tick.eventTimeMicros(),
        tick.sequence(),
        tick.price(),
        settings.intervalLevel(),
        manifest.version(),
        steps);
  }

  /**
   * Of the interval of the newest tick's log return: 0 where the price most likely stands still.
   */
  private double halfWidth(Manifest manifest, ScoreBatch batch, int row) {
    double moves = 1 - Surprise.unchangedProbability(batch, row);
    double beyond = (1 - settings.intervalLevel()) / moves;
    if (beyond >= 1) {
      return 0;
    }
    return reach(manifest).ofTick(1 - beyond) * batch.returnScale[row];
  }

  // An equal manifest of another object would but be looked up again; comparing all of it costs
  // more.
  @SuppressWarnings("ReferenceEquality")
  private Reach reach(Manifest manifest) {
    Reach known = reach;
    if (known == null || known.manifest != manifest) {
      known = new Reach(manifest, settings.intervalLevel());
      reach = known;
    }
    return known;
  }

  /** Scales from the centre of a prediction to the end of its interval, which are slow to find. */
  private static final class Reach {
    private static final int TABLE = 1024;

    private final Manifest manifest;
    private final double[] byStep;

    /** Of the newest tick, at levels evenly spaced from 0 to the interval's. */
    private final double[] byLevel = new double[TABLE + 1];

    private final double level;

    private Reach(Manifest manifest, double level) {
      this.manifest = manifest;
      this.level = level;
      IntervalCalibration intervals = manifest.calibration().intervals();
      double nu = manifest.degreesOfFreedom();
      byStep = new double[manifest.shape().horizon()];
      Arrays.setAll(byStep, h -> intervals.forecastReach(nu, h + 1, level));
      Arrays.setAll(byLevel, i -> intervals.tickReach(nu, level * i / TABLE));
    }

    /** Interpolated; the level is at most the interval's. */
    private double ofTick(double at) {
      double place = at / level * TABLE;
      int below = Math.min(TABLE - 1, (int) place);
      return byLevel[below] + (place - below) * (byLevel[below + 1] - byLevel[below]);
    }
  }

  private NormalScore normal(Manifest manifest) {
    return normals.computeIfAbsent(manifest.degreesOfFreedom(), NormalScore::new);
  }
}
