package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.check.QualityCheck;
import dev.tickwatch.market.check.QualitySettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Placement;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes ticks through windows and model without Kafka: in one thread, in memory, in batches. Calls
 * its handler in the order in which the ticks came. Not thread-safe.
 */
public final class OfflineScoring {

  /** Hears what becomes of each tick, in order. */
  public interface Handler {

    /** The tick was admitted; its symbol is still warming up. */
    void warmingUp(Tick tick, SymbolState state, boolean late);

    /** The tick's window was scored; the handler must take it off the state's tail. */
    void scored(Tick tick, SymbolState state, ScoredWindow made);

    /** The tick is older than its window. */
    void tooLate(Tick tick);

    /** A symbol fell silent, or is silent no more. */
    default void silence(Alert alert) {}
  }

  /** A tick in the batch; the state is its symbol's. */
  private record Waiting(Tick tick, SymbolState state) {}

  private final WindowScorer scorer;
  private final ScoreBatch batch;
  private final Handler handler;
  private final QualityCheck check;

  /** Null where nobody hears of silences. */
  private final SilenceWatch watch;

  private final Map<String, SymbolState> states = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  /**
   * Without alerts on silent symbols.
   *
   * @param scorer stays the caller's to close
   * @param batchSize windows a call, 1 or more; the results do not depend on it
   */
  public OfflineScoring(WindowScorer scorer, int batchSize, Handler handler) {
    this(
        scorer,
        batchSize,
        new QualityCheck(
            QualitySettings.DEFAULT, scorer.manifest().calendar(), scorer.manifest().series()),
        null,
        handler);
  }

  /**
   * @param scorer stays the caller's to close
   * @param batchSize windows a call, 1 or more; the results do not depend on it
   * @param detector whose settings say what bad data are, and when a symbol is silent
   */
  public OfflineScoring(WindowScorer scorer, int batchSize, Detector detector, Handler handler) {
    this(
        scorer,
        batchSize,
        detector.qualityCheck(scorer.manifest()),
        detector.silenceWatch(scorer.manifest()),
        handler);
  }

  private OfflineScoring(
      WindowScorer scorer, int batchSize, QualityCheck check, SilenceWatch watch, Handler handler) {
    this.scorer = scorer;
    this.check = check;
    this.watch = watch;
    this.batch = new ScoreBatch(scorer.manifest().shape(), batchSize);
    this.handler = handler;
  }

  /** Takes the next tick; its result comes by the next {@link #flush()} at the latest. */
  public void accept(Tick tick) {
    Manifest manifest = scorer.manifest();
    SymbolState state = states.computeIfAbsent(tick.symbol(), s -> SymbolState.fresh(manifest));
    Placement placement = state.placementOf(tick.eventTimeMicros());
    if (placement != Placement.IN_ORDER) {
      flush();
    }
    if (placement == Placement.TOO_LATE) {
      handler.tooLate(tick);
      return;
    }
    boolean late = placement == Placement.LATE;
    if (watch != null && !late) {
      watch.hear(tick, state, states::get, handler::silence);
    }
    state.follow(manifest);
    boolean pending = state.admit(tick, check);
    if (watch != null && !late) {
      watch.know(tick.symbol(), state);
    }
    if (!pending) {
      flush();
      handler.warmingUp(tick, state, late);
      return;
    }
    state.copyPending(state.pending() - 1, batch.nextSlot());
    waiting.add(new Waiting(tick, state));
    if (late || batch.isFull()) {
      flush();
    }
  }

  /** Scores what is waiting. */
  public void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    scorer.score(batch);
    for (int row = 0; !waiting.isEmpty(); row++) {
      Waiting next = waiting.remove();
      handler.scored(next.tick(), next.state(), new ScoredWindow(batch, row));
    }
    batch.clear();
  }
}
