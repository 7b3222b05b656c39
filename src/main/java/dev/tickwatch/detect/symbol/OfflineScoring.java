package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.check.DataCheckSettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  /** A symbol and its state. */
  private record Symbol(String name, SymbolState state) {}

  /** A tick in the batch. */
  private record Pending(Tick tick, SymbolState state) {}

  private final WindowScorer scorer;
  private final ScoreBatch batch;
  private final Handler handler;
  private final DataCheck check;
  private final TickLife<Symbol> life;
  private final Map<String, Symbol> symbols = new HashMap<>();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

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
        new DataCheck(
            DataCheckSettings.DEFAULT, scorer.manifest().calendar(), scorer.manifest().series()),
        Optional.empty(),
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
        detector.dataCheck(scorer.manifest()),
        Optional.of(detector.silenceWatch(scorer.manifest())),
        handler);
  }

  private OfflineScoring(
      WindowScorer scorer,
      int batchSize,
      DataCheck check,
      Optional<SilenceWatch> silences,
      Handler handler) {
    this.scorer = scorer;
    this.check = check;
    this.batch = new ScoreBatch(scorer.manifest().shape(), batchSize);
    this.handler = handler;
    this.life = new TickLife<>(new Host(), silences);
  }

  /** Takes the next tick; its result comes by the next {@link #flush()} at the latest. */
  public void accept(Tick tick) {
    life.accept(
        symbols.computeIfAbsent(
            tick.symbol(), name -> new Symbol(name, SymbolState.fresh(scorer.manifest()))),
        tick);
  }

  /** Scores what is pending. */
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    scorer.score(batch);
    for (int row = 0; !pending.isEmpty(); row++) {
      Pending next = pending.remove();
      handler.scored(next.tick(), next.state(), new ScoredWindow(batch, row));
    }
    batch.clear();
  }

  /** In memory, in batches, results in the order of the ticks. */
  private final class Host implements TickLife.Host<Symbol> {
    @Override
    public String name(Symbol symbol) {
      return symbol.name();
    }

    @Override
    public SymbolState state(Symbol symbol) {
      return symbol.state();
    }

    @Override
    public SymbolState changing(String name) {
      return symbols.get(name).state();
    }

    @Override
    public Manifest model() {
      return scorer.manifest();
    }

    @Override
    public boolean admit(Symbol symbol, Tick tick) {
      return symbol.state().admit(tick, check);
    }

    @Override
    public void warmingUp(Symbol symbol, Tick tick, boolean late) {
      flush();
      handler.warmingUp(tick, symbol.state(), late);
    }

    @Override
    public void scoreInBatch(Symbol symbol, Tick tick) {
      SymbolState state = symbol.state();
      state.copyPending(state.pending() - 1, batch.nextSlot());
      pending.add(new Pending(tick, state));
      if (batch.isFull()) {
        flush();
      }
    }

    @Override
    public void scoreBefore(Symbol symbol) {
      flush();
    }

    @Override
    public void scoreNow() {
      flush();
    }

    @Override
    public void tooLate(Symbol symbol, Tick tick) {
      flush();
      handler.tooLate(tick);
    }

    @Override
    public void silence(Alert alert) {
      handler.silence(alert);
    }
  }
}
