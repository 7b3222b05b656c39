package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import java.util.Optional;

/**
 * The life of a tick until its window waits for the model: who may be silent, where the tick
 * belongs, what must be scored before it, and whether its symbol is still warming up. The same in
 * the stream, in a backtest, in calibration and in evaluation; where states are kept and batches
 * are scored is the {@link Host}'s.
 *
 * <p>A tick that arrives late is put in its place: the ticks before it are scored first and then it
 * alone, so that results do not depend on where batches end. Not thread-safe.
 *
 * @param <S> a symbol, as the host keeps it
 */
public final class TickLife<S> {

  /**
   * Where ticks live.
   *
   * @param <S> a symbol, as the host keeps it
   */
  public interface Host<S> {

    /** Its name. */
    String name(S symbol);

    /** Its state. */
    SymbolState state(S symbol);

    /** The state of another symbol, which is about to change. */
    SymbolState changing(String name);

    /** The model that is to score the next window. */
    Manifest model();

    /**
     * Takes a tick into its symbol's state, see {@link SymbolState#admit}.
     *
     * @return whether it is now pending
     */
    boolean admit(S symbol, Tick tick);

    /** The tick was admitted; its symbol is still warming up. */
    void warmingUp(S symbol, Tick tick, boolean late);

    /** Has the newest pending tick scored in a batch, at once or with others that come. */
    void scoreInBatch(S symbol, Tick tick);

    /** A tick has come that belongs before others of its symbol, which are to be scored by now. */
    void scoreBefore(S symbol);

    /** Has all that waits scored before it returns. */
    void scoreNow();

    /** The tick is older than its window. */
    void tooLate(S symbol, Tick tick);

    /** A symbol fell silent, or is silent no more. */
    void silence(Alert alert);
  }

  private final Host<S> host;

  /** Null where nobody hears of silences. */
  private final SilenceWatch silences;

  /**
   * @param silences empty where nobody hears of them
   */
  public TickLife(Host<S> host, Optional<SilenceWatch> silences) {
    this.host = host;
    this.silences = silences.orElse(null);
  }

  /** Takes a symbol's state as it was read from a store. */
  public void restored(S symbol) {
    watchSilence(symbol);
  }

  private void watchSilence(S symbol) {
    if (silences != null) {
      silences.update(host.name(symbol), host.state(symbol));
    }
  }

  /** Takes the next tick of a symbol. */
  public void accept(S symbol, Tick tick) {
    SymbolState state = host.state(symbol);
    switch (state.placementOf(tick.eventTimeMicros())) {
      case IN_ORDER -> {
        if (silences != null) {
          silences.tickArrived(tick, state, host::changing, host::silence);
        }
        admit(symbol, tick, false);
        watchSilence(symbol);
      }
      case LATE -> {
        host.scoreBefore(symbol);
        admit(symbol, tick, true);
      }
      case TOO_LATE -> host.tooLate(symbol, tick);
    }
  }

  private void admit(S symbol, Tick tick, boolean late) {
    host.state(symbol).follow(host.model());
    if (!host.admit(symbol, tick)) {
      host.warmingUp(symbol, tick, late);
      return;
    }
    host.scoreInBatch(symbol, tick);
    if (late) {
      host.scoreNow();
    }
  }
}
