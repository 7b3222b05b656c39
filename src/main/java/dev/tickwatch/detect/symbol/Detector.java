package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.market.check.QualityCheck;
import dev.tickwatch.market.check.QualityReason;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Turns scored windows into scores, forecasts and alerts. Thread-safe; all that changes is the
 * symbol's state.
 *
 * <p>A tick's statistics ({@link SurpriseTest}) become tail probabilities by the model's
 * calibration, as far as the symbol's own past ({@link ExceedanceRates}) bears them out, are
 * combined, and the combination is calibrated twice: as a share of ticks, which is the score, and
 * as a rate of episodes, which the alert budget is about. A {@linkplain SeriesKind#METRIC metric}
 * is judged by {@link LevelTest} instead.
 */
public final class Detector {
  private final DetectionSettings settings;

  /** Standard deviations from the middle to the end of an interval. */
  private final double intervalReach;

  private final ThreadLocal<TestValues> values = ThreadLocal.withInitial(TestValues::new);

  /** Of the model that was used last. */
  private volatile ModelTables tables;

  /** With the given settings. */
  public Detector(DetectionSettings settings) {
    this.settings = settings;
    intervalReach =
        NormalDistribution.of(0, 1)
            .inverseCumulativeProbability((1 + settings.intervalLevel()) / 2);
  }

  /** How ticks are judged. */
  public DetectionSettings settings() {
    return settings;
  }

  /** Judges the data of ticks that a model is given. */
  public QualityCheck qualityCheck(Manifest manifest) {
    return new QualityCheck(settings.quality(), manifest.calendar(), manifest.series());
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
   * @param manifest of the model that scored the batch, which the state is to {@linkplain
   *     SymbolState#follow follow}
   */
  public Detection detect(
      String symbol, SymbolState state, Manifest manifest, ScoreBatch batch, int row) {
    ModelTables model = tables(manifest);
    state.follow(manifest);
    SymbolWindow window = state.window();
    TestValues tests = values.get();
    double[] scores = tests.scores;
    statistics(state, model.normal(), batch, row, tests.statistics);
    Surprise.scores(tests.statistics, model.tests().tails(Regime.of(window)), tests.pooled);
    Surprise.own(tests.pooled, state.rates(), scores);
    double combined = Surprise.combine(scores);
    double pooled = model.combined().score(combined);
    double own = state.rates().own(SurpriseTest.COUNT, pooled);

    List<QualityReason> quality = QualityReason.of(window.pendingFlags(0));
    double before = window.priceBeforePending(0);
    double half = halfWidth(model, batch, row) * state.intervals().ofTick();
    double location = half == 0 ? 0 : batch.returnLocation[row];
    SeriesKind series = window.series();
    double expected = series.after(before, location);
    Judgement judgement =
        series == SeriesKind.METRIC
            ? Judgement.ofMetric(state.levels(), window, expected)
            : Judgement.ofTests(
                state.tail().adjust(own, settings.alerts().threshold()),
                pooled,
                model.ticks().score(combined),
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
            series.after(before, location - half),
            series.after(before, location + half),
            score,
            Math.pow(10, -score),
            Math.pow(10, -judgement.episodeScore()),
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
      state.tail().learn(own, alerting);
      state.rates().learn(tests.pooled, pooled);
      if (!alerting) {
        state.sizes().learn(window.pendingFeature(0, Features.LOG_SIZE));
      }
      if (series == SeriesKind.METRIC) {
        state.levels().learn(tick.eventTimeMicros(), tick.price(), expected);
      }
      learnIntervals(state.intervals(), tick, alerting);
      if (settings.forecasts()) {
        forecast = Optional.of(forecast(symbol, state, model, batch, row, tick));
        state.intervals().remember(forecast.get());
      }
    }
    Detection.Move move = move(window, location, half);
    state.removePending();
    return new Detection(scored, forecast, change.alert(), move);
  }

  /**
   * Computes the tests' statistics of the oldest pending tick. The state remembers its residuals,
   * unless it arrived late: then it is not the newest tick that later sums look back on.
   */
  static void statistics(
      SymbolState state, NormalScore normal, ScoreBatch batch, int row, double[] into) {
    SymbolWindow window = state.window();
    if (!window.pendingIsLate()) {
      Surprise.remember(state.residuals(), state.sizes(), window, normal, batch, row);
    }
    Surprise.statistics(state.residuals(), window, batch, row, into);
    into[SurpriseTest.GAP.index()] = gap(state.breaks(), window);
  }

  /** Of the oldest pending tick; learnt from, unless it arrived late. */
  private static double gap(BreakHistory breaks, SymbolWindow window) {
    if (Regime.of(window) != Regime.AFTER_CLOSE) {
      return Surprise.NOT_ASKED;
    }
    double move = window.pendingFeature(0, Features.LOG_RETURN);
    double volatility = window.pendingVolatility(0);
    double gap = breaks.standardise(move, volatility);
    if (!window.pendingIsLate()) {
      breaks.learn(move, volatility);
    }
    return gap;
  }

  /** A metric's steps are no returns: what a market does is then in its scores alone. */
  private Detection.Move move(SymbolWindow window, double location, double half) {
    if (window.series() == SeriesKind.METRIC) {
      return Detection.Move.NONE;
    }
    double logReturn = window.pendingFeature(0, Features.LOG_RETURN);
    double deviation = half > 0 ? half / intervalReach : window.pendingVolatility(0);
    return new Detection.Move(logReturn, logReturn - location, deviation);
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
        tick.episodeRate(),
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
      String symbol, SymbolState state, ModelTables model, ScoreBatch batch, int row, Peak tick) {
    int horizon = batch.shape().horizon();
    SeriesKind series = state.window().series();
    double direction = model.direction();
    Forecast.Step[] steps = new Forecast.Step[horizon];
    for (int h = 0; h < horizon; h++) {
      double location = direction * batch.forecastLocation[row * horizon + h];
      double width = model.forecastReach(h) * state.intervals().ofForecast(h + 1, horizon);
      double half = width * batch.forecastScale[row * horizon + h];
      steps[h] =
          new Forecast.Step(
              h + 1,
              series.after(tick.price(), location),
              series.after(tick.price(), location - half),
              series.after(tick.price(), location + half));
    }
    return new Forecast(
        symbol,
        tick.eventTimeMicros(),
        tick.sequence(),
        tick.price(),
        settings.intervalLevel(),
        model.version(),
        List.of(steps));
  }

  /**
   * Of the interval of the newest tick's log return: 0 where the price most likely stands still.
   */
  private double halfWidth(ModelTables model, ScoreBatch batch, int row) {
    double moves = 1 - Surprise.unchangedProbability(batch, row);
    double beyond = (1 - settings.intervalLevel()) / moves;
    if (beyond >= 1) {
      return 0;
    }
    return model.tickReach(1 - beyond) * batch.returnScale[row];
  }

  private ModelTables tables(Manifest manifest) {
    ModelTables known = tables;
    if (known == null || !known.areOf(manifest)) {
      known = new ModelTables(manifest, settings.intervalLevel());
      tables = known;
    }
    return known;
  }
}
