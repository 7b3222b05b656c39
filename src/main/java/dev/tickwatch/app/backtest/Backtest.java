package dev.tickwatch.app.backtest;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.marketwide.MarketBuckets;
import dev.tickwatch.detect.marketwide.MarketJudge;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.marketwide.MarketStore;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.OfflineScoring;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.bar.BarBuilders;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of the detector over ticks in memory. Feed with {@link #accept}, end with {@link
 * #finish()}. Detections come in the order of their ticks. Not thread-safe.
 */
public final class Backtest {
  private final WindowScorer scorer;
  private final Detector detector;
  private final Consumer<Detection> results;
  private final OfflineScoring scoring;

  /** Null when ticks are scored themselves. */
  private final BarBuilders bars;

  private Consumer<Alert> silences = alert -> {};
  private Consumer<Tick> refused = tick -> {};

  /** Null where the market is not watched. */
  private MarketSettings market;

  private MarketBuckets marketBuckets;
  private MarketBuckets.Receiver marketReceiver;
  private long marketJudged;
  private long scored;
  private long warmingUp;
  private long late;
  private long tooLate;

  /**
   * @param scorer stays the caller's to close
   * @param batchSize windows a call; the results do not depend on it
   * @param results receives one detection for each tick that is not too late
   */
  public Backtest(
      WindowScorer scorer, Detector detector, int batchSize, Consumer<Detection> results) {
    this(scorer, detector, Optional.empty(), batchSize, results);
  }

  /**
   * Scores bars of the ticks. What is in a bar that is still open at the end is not scored.
   *
   * @param scorer stays the caller's to close
   * @param bars how bars are built; empty to score the ticks themselves
   * @param batchSize windows a call; the results do not depend on it
   * @param results receives one detection for each bar
   * @throws dev.tickwatch.model.manifest.ModelException when the model was trained on other bars
   */
  public Backtest(
      WindowScorer scorer,
      Detector detector,
      Optional<BarRules> bars,
      int batchSize,
      Consumer<Detection> results) {
    scorer.manifest().requireBars(bars.map(rules -> rules.size().toString()));
    this.scorer = scorer;
    this.detector = detector;
    this.results = results;
    this.bars = bars.map(BarBuilders::new).orElse(null);
    this.scoring = new OfflineScoring(scorer, batchSize, detector, new Results());
  }

  /**
   * Has silences told: symbols without a tick for too long, by the event time that the ticks of all
   * symbols make, and their next tick.
   *
   * @return this
   */
  public Backtest onSilence(Consumer<Alert> receiver) {
    silences = receiver;
    return this;
  }

  /**
   * Has the market as a whole watched: the alerts of symbols then name those of the market.
   *
   * @return this
   */
  public Backtest watchingMarket(MarketSettings settings, Consumer<MarketAlert> receiver) {
    MarketJudge judge =
        new MarketJudge(settings, scorer.manifest().calendar(), 1, MarketStore.NONE);
    return gatheringMarket(
        settings,
        (group, bucket, summary) -> {
          marketJudged += summary.symbols() >= settings.fewestSymbols() ? 1 : 0;
          judge.take(0, group, bucket, summary, receiver);
        });
  }

  /** Buckets of the market, and of each of its groups, that were judged so far. */
  public long marketJudged() {
    return marketJudged;
  }

  /**
   * Has what the symbols do gathered, for a market of which these ticks are but a part: the alerts
   * of symbols then name those of the market.
   *
   * @return this
   */
  public Backtest gatheringMarket(MarketSettings settings, MarketBuckets.Receiver receiver) {
    market = settings;
    marketBuckets = new MarketBuckets(settings);
    marketReceiver = receiver;
    return this;
  }

  /**
   * Has ticks told that are too late to be scored.
   *
   * @return this
   */
  public Backtest onTooLate(Consumer<Tick> receiver) {
    refused = receiver;
    return this;
  }

  /** Takes the next tick. */
  public void accept(Tick tick) {
    if (bars == null) {
      scoring.accept(tick);
    } else if (!bars.add(tick, scoring::accept)) {
      tooLate(tick);
    }
  }

  private void tooLate(Tick tick) {
    tooLate++;
    refused.accept(tick);
  }

  /** Ends the run: every result is out. */
  public Summary finish() {
    scoring.flush();
    return new Summary(scored, warmingUp, late, tooLate);
  }

  /**
   * What became of the ticks, or of the bars that they gave.
   *
   * @param scored past warm-up
   * @param warmingUp admitted, window not full yet
   * @param late of both: arrived after a newer tick and put in its place
   * @param tooLate ticks older than their window or in a closed bar, not scored
   */
  public record Summary(long scored, long warmingUp, long late, long tooLate) {}

  private final class Results implements OfflineScoring.Handler {
    @Override
    public void warmingUp(Tick tick, SymbolState state, boolean isLate) {
      warmingUp++;
      late += isLate ? 1 : 0;
      Score score = detector.warmUp(state, tick, isLate);
      results.accept(new Detection(score, Optional.empty(), Optional.empty(), Detection.Move.NONE));
    }

    @Override
    public void scored(Tick tick, SymbolState state, ScoredWindow made) {
      Detection detection = detector.detect(tick.symbol(), state, scorer.manifest(), made);
      scored++;
      late += detection.score().late() ? 1 : 0;
      if (market == null) {
        results.accept(detection);
        return;
      }
      results.accept(
          new Detection(
              detection.score(),
              detection.forecast(),
              detection.alert().map(market::inMarkets),
              detection.move()));
      marketBuckets.take(state.move(), detection, marketReceiver);
    }

    @Override
    public void tooLate(Tick tick) {
      Backtest.this.tooLate(tick);
    }

    @Override
    public void silence(Alert alert) {
      silences.accept(market == null ? alert : market.inMarkets(alert));
    }
  }
}
