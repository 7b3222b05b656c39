package dev.tickwatch.app.stream;

import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A cache of the states of one task's symbols, in front of its window store: those that have ticks
 * in a batch or changes yet to be stored, which are in flight, and those that had a tick lately.
 * States may be ahead of the store by results that are not forwarded yet, never behind. Not
 * thread-safe.
 */
final class SymbolCache {

  /** Symbols in memory, some 20 KiB each; more only where more are in flight. */
  static final int CAPACITY = 4096;

  /** A tick that waits alone; to be stored by itself unless its state is to be stored. */
  private record Admitted(CachedSymbol symbol, Tick tick, long sequence, long arrival) {}

  private final StoredSymbols stored;
  private final DataCheck check;
  private final int capacity;

  /**
   * Not in the order of use: links between entries that are written with each tick are as many
   * references between old objects, which the garbage collector would follow up.
   */
  private final Map<String, CachedSymbol> inMemory = new HashMap<>();

  private final List<CachedSymbol> changed = new ArrayList<>();
  private final List<Admitted> admitted = new ArrayList<>();
  private long uses;
  private int inFlight;

  /** More symbols in memory than that, and those that were used least lately leave. */
  private int evictAbove;

  /**
   * @param manifest of the model that the states must fit
   * @param check of the data of ticks that are admitted
   * @param capacity symbols in memory; more only where more are in flight
   */
  SymbolCache(
      KeyValueStore<String, byte[]> windows,
      Manifest manifest,
      DataCheck check,
      String applicationId,
      StreamObserver observer,
      int capacity) {
    this.stored = new StoredSymbols(windows, manifest, check, applicationId, observer);
    this.check = check;
    this.capacity = capacity;
    this.evictAbove = capacity;
  }

  /** Whether every state is stored and no tick is pending. */
  boolean isSettled() {
    return inFlight == 0;
  }

  /**
   * A symbol's state: the one in memory, the stored one, or a fresh one; the latter too where the
   * stored one is of other ticks.
   */
  CachedSymbol get(String symbol) {
    CachedSymbol known = inMemory.get(symbol);
    if (known != null) {
      known.lastUse = ++uses;
      return known;
    }
    CachedSymbol read = stored.read(symbol);
    read.lastUse = ++uses;
    inMemory.put(symbol, read);
    if (inMemory.size() > evictAbove) {
      evict();
    }
    return read;
  }

  /** Gives on every symbol that is stored; one with pending ticks is then in flight. */
  void forEachStored(Consumer<CachedSymbol> receiver) {
    stored.forEach(
        (symbol, ahead) -> {
          if (ahead) {
            markChanged(symbol);
          }
          if (symbol.state().pending() > 0) {
            markInFlight(symbol);
          }
          receiver.accept(symbol);
        });
  }

  /**
   * Takes a tick into its symbol's state.
   *
   * @param arrival rises from tick to tick of the task
   * @return whether it is now pending
   */
  boolean admit(CachedSymbol symbol, Tick tick, long arrival) {
    SymbolState state = symbol.state();
    boolean byItself =
        state.pending() == 0 && state.placementOf(tick.eventTimeMicros()) == Placement.IN_ORDER;
    boolean pending = state.admit(tick, check, arrival);
    if (pending && byItself) {
      admitted.add(new Admitted(symbol, tick, state.sequence(), arrival));
      markInFlight(symbol);
    } else {
      markChanged(symbol);
    }
    return pending;
  }

  /** Remembers that a state has changed. */
  void markChanged(CachedSymbol symbol) {
    if (!symbol.changed) {
      symbol.changed = true;
      changed.add(symbol);
      markInFlight(symbol);
    }
  }

  private void markInFlight(CachedSymbol symbol) {
    if (!symbol.inFlight) {
      symbol.inFlight = true;
      inFlight++;
      inMemory.put(symbol.name(), symbol); // it may have been evicted since it was asked for
    }
  }

  /** Stores what has changed. */
  void store() {
    for (CachedSymbol symbol : changed) {
      stored.put(symbol);
      symbol.changed = false;
      if (symbol.state().pending() == 0) {
        symbol.inFlight = false;
        inFlight--;
      }
    }
    changed.clear();
    for (Admitted one : admitted) {
      if (one.symbol.storedSequence < one.sequence) {
        stored.putTick(one.symbol, one.tick, one.sequence, one.arrival);
      }
    }
    admitted.clear();
    stored.flush();
  }

  /**
   * So many that an eighth of the room is free, unless they are in flight; they are read from the
   * store at their next tick. Where too many are in flight, it is not tried again at once.
   */
  private void evict() {
    int tooMany = inMemory.size() - (capacity - capacity / 8);
    List<CachedSymbol> oldest =
        inMemory.values().stream()
            .filter(symbol -> !symbol.inFlight)
            .sorted(Comparator.comparingLong(symbol -> symbol.lastUse))
            .limit(tooMany)
            .toList();
    oldest.forEach(symbol -> inMemory.remove(symbol.name()));
    evictAbove = Math.max(capacity, inMemory.size() + capacity / 8);
  }
}
