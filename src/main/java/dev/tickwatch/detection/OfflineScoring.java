package dev.tickwatch.detection;

import dev.tickwatch.model.Manifest;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.Placement;
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
    void scored(Tick tick, SymbolState state, ScoreBatch batch, int row);

    /** The tick is older than its window. */
    void tooLate(Tick tick);
  }

  /** A tick in the batch; the state is its symbol's. */
  private record Waiting(Tick tick, SymbolState state) {}

  private final WindowScorer scorer;
  private final ScoreBatch batch;
  private final Handler handler;
  private final Map<String, SymbolState> states = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  /**
   * @param scorer stays the caller's to close
   * @param batchSize windows a call, 1 or more; the results do not depend on it
   */
  public OfflineScoring(WindowScorer scorer, int batchSize, Handler handler) {
    this.scorer = scorer;
    this.batch = new ScoreBatch(scorer.manifest().shape(), batchSize);
    this.handler = handler;
  }

  /** Takes the next tick; its result comes by the next {@link #flush()} at the latest. */
  public void accept(Tick tick) {
    Manifest manifest = scorer.manifest();
    SymbolState state =
        states.computeIfAbsent(
            tick.symbol(), s -> SymbolState.fresh(manifest.shape(), manifest.featureSettings()));
    Placement placement = state.placementOf(tick.eventTimeMicros());
    if (placement != Placement.IN_ORDER) {
      flush();
    }
    if (placement == Placement.TOO_LATE) {
      handler.tooLate(tick);
      return;
    }
    boolean late = placement == Placement.LATE;
    if (!state.admit(tick)) {
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
      handler.scored(next.tick(), next.state(), batch, row);
    }
    batch.clear();
  }
}
