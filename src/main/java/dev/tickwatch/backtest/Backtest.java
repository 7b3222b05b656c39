package dev.tickwatch.backtest;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.bar.BarBuilders;
import dev.tickwatch.bar.BarRules;
import dev.tickwatch.detection.Detection;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.detection.OfflineScoring;
import dev.tickwatch.detection.Score;
import dev.tickwatch.detection.SymbolState;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
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
   * @throws dev.tickwatch.model.ModelException when the model was trained on other bars
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
      results.accept(new Detection(score, Optional.empty(), Optional.empty()));
    }

    @Override
    public void scored(Tick tick, SymbolState state, ScoreBatch batch, int row) {
      Detection detection = detector.detect(tick.symbol(), state, scorer.manifest(), batch, row);
      scored++;
      late += detection.score().late() ? 1 : 0;
      results.accept(detection);
    }

    @Override
    public void tooLate(Tick tick) {
      Backtest.this.tooLate(tick);
    }

    @Override
    public void silence(Alert alert) {
      silences.accept(alert);
    }
  }
}
