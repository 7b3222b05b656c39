package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.detect.statistic.LevelStatistics;
import dev.tickwatch.detect.statistic.LevelTick;
import dev.tickwatch.detect.statistic.NormalScore;
import dev.tickwatch.detect.statistic.Regime;
import dev.tickwatch.detect.statistic.TickEvidence;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Turns scored windows into scores, forecasts and alerts. Thread-safe; all that changes is the
 * symbol's state.
 *
 * <p>A tick's statistics ({@link TickStatistics}) become tail probabilities by the model's
 * calibration, as far as the symbol's own past ({@link ExceedanceRates}) bears them out, are
 * combined, and the combination is calibrated twice: as a share of ticks, which is the score, and
 * as a rate of episodes, which the alert budget is about. A {@linkplain SeriesKind#METRIC metric}
 * is judged by {@link LevelStatistics} instead.
 */
public final class Detector {
  private final DetectionSettings settings;

  /** Standard deviations from the middle to the end of an interval. */
  private final double intervalReach;

  private final ThreadLocal<StatisticValues> values = ThreadLocal.withInitial(StatisticValues::new);

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
  public DataCheck dataCheck(Manifest manifest) {
    return new DataCheck(settings.quality(), manifest.calendar(), manifest.series());
  }

  /** A new watch over symbols that may fall silent, for the ticks that a model is given. */
  public SilenceWatch silenceWatch(Manifest manifest) {
    return new SilenceWatch(dataCheck(manifest), settings.alerts(), manifest.version());
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
        DataIssue.of(state.admittedFlags()));
  }

  /**
   * Takes the oldest pending tick off the state's tail.
   *
   * @param symbol whose state it is
   * @param state has at least one pending tick
   * @param manifest of the model that scored it, which the state is to {@linkplain
   *     SymbolState#follow follow}
   * @param made what the model made of it
   */
  public Detection detect(String symbol, SymbolState state, Manifest manifest, ScoredWindow made) {
    ModelTables model = tables(manifest);
    state.follow(manifest);
    SymbolWindow window = state.window();
    StatisticValues statistics = values.get();
    double[] scores = statistics.scores;
    TickEvidence evidence = statistics(state, model.normal(), made, statistics.values);
    Combination.scores(
        statistics.values, model.statistics().tails(Regime.of(window)), statistics.pooled);
    Combination.own(statistics.pooled, state.rates(), scores);
    double combined = Combination.combine(scores);
    double pooled = model.combined().score(combined);
    double own = state.rates().own(TickStatistics.COUNT, pooled);

    List<DataIssue> quality = DataIssue.of(window.pendingFlags(0));
    double before = window.priceBeforePending(0);
    double half = halfWidth(model, made) * state.intervals().ofTick();
    double location = half == 0 ? 0 : made.returnLocation();
    SeriesKind series = window.series();
    double expected = series.after(before, location);
    LevelTick level = new LevelTick(window.pendingTime(0), window.pendingPrice(0), expected);
    Judgement judgement =
        series == SeriesKind.METRIC
            ? Judgement.ofMetric(state.levels(), level)
            : Judgement.ofPrice(
                state.tail().adjust(own, settings.alerts().threshold()),
                pooled,
                model.ticks().score(combined),
                Combination.strongest(scores).code(),
                state.tail().ownShare(),
                () -> Attribution.of(scores, evidence));
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
    Score scored = scored(symbol, state, manifest, made, tick, judgement.ownCalibration(), quality);
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
      state.rates().learn(statistics.pooled, pooled);
      if (!alerting) {
        state.sizes().learn(window.pendingFeature(0, Features.LOG_SIZE));
      }
      if (series == SeriesKind.METRIC) {
        state.levels().learn(level);
      }
      learnIntervals(state.intervals(), tick, alerting);
      if (settings.forecasts().enabled()) {
        forecast = Optional.of(forecast(symbol, state, model, made, tick));
        state.intervals().remember(forecast.get());
      }
    }
    Detection.Move move = move(window, location, half);
    state.removePending();
    return new Detection(scored, forecast, change.alert(), move);
  }

  /**
   * Computes the statistics of the oldest pending tick. The state remembers its residuals and its
   * move over a break, unless it arrived late: then it is not the newest tick that later sums look
   * back on.
   *
   * @param into receives them, in their order
   * @return what they looked at
   */
  static TickEvidence statistics(
      SymbolState state, NormalScore normal, ScoredWindow made, double[] into) {
    SymbolWindow window = state.window();
    TickEvidence tick = new TickEvidence(window, made, state.residuals(), state.breaks());
    if (!window.pendingIsLate()) {
      remember(state, normal, made);
    }
    TickStatistics.values(tick, into);
    if (!window.pendingIsLate() && Regime.of(window) == Regime.AFTER_CLOSE) {
      state
          .breaks()
          .learn(window.pendingFeature(0, Features.LOG_RETURN), window.pendingVolatility(0));
    }
    return tick;
  }

  private static void remember(SymbolState state, NormalScore normal, ScoredWindow made) {
    SymbolWindow window = state.window();
    double u = made.residual(Features.LOG_RETURN);
    state
        .residuals()
        .add(
            window.pendingMove(0),
            u,
            normal.of(u),
            made.sizeResidual(),
            made.unchangedProbability(),
            window.pendingFeature(0, Features.WICK) > 0,
            state.sizes().standardise(window.pendingFeature(0, Features.LOG_SIZE)));
    state.scoredOne();
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
      ScoredWindow made,
      Peak tick,
      double ownCalibration,
      List<DataIssue> quality) {
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
        new Score.Surprise(
            tick.score(),
            tick.tailProbability(),
            tick.episodeRate(),
            tick.statistic(),
            ownCalibration),
        new Score.Likelihood(made.elbo(), made.reconstruction(), made.kl(), made.logLikelihood()),
        new Score.Interval(
            tick.expectedPrice(), tick.lowerPrice(), tick.upperPrice(), settings.intervalLevel()),
        manifest.version(),
        quality);
  }

  private Forecast forecast(
      String symbol, SymbolState state, ModelTables model, ScoredWindow made, Peak tick) {
    int horizon = made.horizon();
    SeriesKind series = state.window().series();
    double direction = model.direction();
    Forecast.Step[] steps = new Forecast.Step[horizon];
    for (int h = 0; h < horizon; h++) {
      double location = direction * made.forecastLocation(h + 1);
      double width = model.forecastReach(h) * state.intervals().ofForecast(h + 1, horizon);
      double half = width * made.forecastScale(h + 1);
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
  private double halfWidth(ModelTables model, ScoredWindow made) {
    double moves = 1 - made.unchangedProbability();
    double beyond = (1 - settings.intervalLevel()) / moves;
    if (beyond >= 1) {
      return 0;
    }
    return model.tickReach(1 - beyond) * made.returnScale();
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
