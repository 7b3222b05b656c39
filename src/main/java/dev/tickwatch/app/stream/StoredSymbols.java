package dev.tickwatch.app.stream;

import dev.tickwatch.app.store.PagedStates;
import dev.tickwatch.app.store.PendingTicks;
import dev.tickwatch.app.store.PendingTicks.Pending;
import dev.tickwatch.app.store.StateHeader;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The symbols of one task as they are in its store: states, and beside them ticks that wait alone.
 * Not thread-safe.
 */
final class StoredSymbols {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSymbols.class);

  /** Takes symbols that are read. */
  interface Receiver {
    /**
     * Takes one.
     *
     * @param ahead whether the state has ticks that the stored one has not
     */
    void accept(CachedSymbol symbol, boolean ahead);
  }

  private final PagedStates states;
  private final PendingTicks waiting;
  private final Manifest manifest;
  private final DataCheck check;
  private final String applicationId;
  private final StreamObserver observer;

  /**
   * @param manifest of the model that the states must fit
   * @param check of the data of ticks that are admitted again
   */
  StoredSymbols(
      KeyValueStore<String, byte[]> store,
      Manifest manifest,
      DataCheck check,
      String applicationId,
      StreamObserver observer) {
    this.states = new PagedStates(store, manifest);
    this.waiting = new PendingTicks(store);
    this.manifest = manifest;
    this.check = check;
    this.applicationId = applicationId;
    this.observer = observer;
  }

  /** A symbol as it is stored; fresh where it is not, or is of other ticks. */
  CachedSymbol read(String symbol) {
    PagedStates.Stored stored = states.get(symbol);
    if (stored == null) {
      return new CachedSymbol(symbol, TrackedState.fresh(manifest));
    }
    if (StateHeader.other(manifest, stored.bytes()).isPresent()) {
      observer.startedCold();
      return new CachedSymbol(symbol, TrackedState.fresh(manifest));
    }
    return new CachedSymbol(symbol, decoded(symbol, stored));
  }

  /**
   * Gives on every symbol that is stored, with the ticks that waited beside it. Says which ones are
   * of other ticks, and leaves them out: their states stay until their next tick, as a store must
   * not be written before there is something to commit. An unscored tick beside such a state goes
   * when anything is stored.
   */
  void forEach(Receiver receiver) {
    Map<String, List<Pending>> ticks = readWaiting();
    Map<String, List<String>> others = new TreeMap<>();
    states.forEach(
        (symbol, stored) -> {
          Optional<String> other = StateHeader.other(manifest, stored.bytes());
          if (other.isPresent()) {
            others.computeIfAbsent(other.get(), any -> new ArrayList<>()).add(symbol);
            return;
          }
          CachedSymbol read = new CachedSymbol(symbol, decoded(symbol, stored));
          receiver.accept(read, admitAgain(read, ticks.getOrDefault(symbol, List.of())));
        });
    others.forEach(this::warnOfColdStart);
  }

  private Map<String, List<Pending>> readWaiting() {
    try {
      return waiting.read();
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '" + applicationId + "' cannot continue: " + e.getMessage(), e);
    }
  }

  /**
   * What was admitted after the state was stored is admitted once more. A tick before which others
   * are missing was never committed, and will be read again: at least once, a store may have parts
   * of what a killed service had in hand.
   *
   * @return whether any was
   */
  private boolean admitAgain(CachedSymbol symbol, List<Pending> ticks) {
    boolean any = false;
    for (Pending next : ticks) {
      long missing = next.sequence() - symbol.state().sequence() - 1;
      if (missing > 0) {
        LOG.warn(
            "application '{}' has unscored tick {} of {} in its store and of those before it only"
                + " {}: it is left out, to be read again",
            applicationId,
            next.sequence(),
            symbol.name(),
            symbol.state().sequence());
        return any;
      }
      if (missing == 0) {
        boolean unused = symbol.state().admit(next.tick(), check, next.arrival());
        any = true;
      }
    }
    return any;
  }

  private void warnOfColdStart(String what, List<String> symbols) {
    LOG.warn(
        "{} symbols start cold and warm up again for {} ticks: application '{}' has stored states of"
            + " '{}' of them, and this Tickwatch with model {} goes on with version {} of '{}'"
            + " (sampling and calendar); such as {}",
        symbols.size(),
        manifest.shape().steps(),
        applicationId,
        what,
        manifest.version(),
        StateHeader.VERSION,
        StateHeader.of(manifest).ticks(),
        symbols.get(0));
  }

  private TrackedState decoded(String symbol, PagedStates.Stored stored) {
    try {
      return TrackedState.of(manifest, stored);
    } catch (IllegalArgumentException e) {
      throw new StreamException(
          "application '"
              + applicationId
              + "' has a stored window of "
              + symbol
              + " that model "
              + manifest.version()
              + " cannot continue: "
              + e.getMessage()
              + "; run this model under another application id, or reset the application",
          e);
    }
  }

  /** Stores a symbol's state; its ticks that were stored by themselves are void by that. */
  void put(CachedSymbol symbol) {
    states.put(symbol.name(), symbol.tracked());
    symbol.storedSequence = symbol.state().sequence();
    if (symbol.page != PendingTicks.NONE) {
      waiting.voidOne(symbol.page);
      symbol.page = PendingTicks.NONE;
    }
  }

  /**
   * Stores a tick by itself, beside the state before it, by the next {@link #flush}; or the whole
   * state where the tick is too large for that.
   *
   * @param sequence of its symbol, with this tick
   * @param arrival among the ticks of all symbols
   */
  void putTick(CachedSymbol symbol, Tick tick, long sequence, long arrival) {
    int page = waiting.add(tick, sequence, arrival);
    if (page == PendingTicks.NONE) {
      put(symbol);
      return;
    }
    symbol.page = page;
    symbol.storedSequence = sequence;
  }

  /** Stores the ticks that were put. */
  void flush() {
    waiting.store();
  }
}
