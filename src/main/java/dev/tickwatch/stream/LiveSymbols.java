package dev.tickwatch.stream;

import dev.tickwatch.detection.SymbolState;
import dev.tickwatch.model.Manifest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The symbols of one task that have ticks in the batch or changes yet to be stored, and those that
 * had a tick lately, in front of the window store. Their states may be ahead of the store by
 * results that are not forwarded yet, never behind.
 */
final class LiveSymbols {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSymbols.class);

  /** Symbols in memory, some 20 KiB each; more only where more are in flight. */
  static final int MOST_KEPT = 4096;

  /** A symbol and its state. */
  static final class Live {
    private final String symbol;
    private final SymbolState state;

    /** Has changes yet to be stored. */
    private boolean changed;

    /** Has those, or ticks in the batch. */
    private boolean inFlight;

    private Live(String symbol, SymbolState state) {
      this.symbol = symbol;
      this.state = state;
    }

    String symbol() {
      return symbol;
    }

    SymbolState state() {
      return state;
    }
  }

  private final PagedStates windows;
  private final Manifest manifest;
  private final String applicationId;
  private final StreamObserver observer;
  private final int mostKept;

  /** Those asked for last are the last. */
  private final Map<String, Live> inMemory = new LinkedHashMap<>(64, 0.75f, true);

  private final List<Live> changed = new ArrayList<>();
  private int inFlight;

  /**
   * @param manifest of the model that the states must fit
   * @param mostKept symbols in memory; more only where more are in flight
   */
  LiveSymbols(
      KeyValueStore<String, byte[]> windows,
      Manifest manifest,
      String applicationId,
      StreamObserver observer,
      int mostKept) {
    this.windows = new PagedStates(windows);
    this.manifest = manifest;
    this.applicationId = applicationId;
    this.observer = observer;
    this.mostKept = mostKept;
  }

  /** Whether every state is stored and no tick is pending. */
  boolean isEmpty() {
    return inFlight == 0;
  }

  /**
   * A symbol's state: the live one, the stored one, or a fresh one; the latter too where the stored
   * one is of other ticks.
   */
  Live get(String symbol) {
    Live known = inMemory.get(symbol);
    if (known != null) {
      return known;
    }
    Live live = readOrFresh(symbol);
    inMemory.put(symbol, live);
    forgetTheOldest();
    return live;
  }

  private Live readOrFresh(String symbol) {
    PagedStates.Stored stored = windows.get(symbol);
    if (stored == null) {
      return new Live(symbol, SymbolState.fresh(manifest));
    }
    if (SymbolState.otherTicks(manifest, stored.bytes()).isPresent()) {
      observer.startedCold();
      return new Live(symbol, SymbolState.fresh(manifest));
    }
    return new Live(symbol, read(symbol, stored));
  }

  /**
   * Gives on every symbol that is stored; one with a pending tail is then live. Says which ones are
   * of other ticks, and leaves them out: what is stored of them stays until their next tick, as a
   * store must not be written before there is something to commit.
   */
  void forEachStored(Consumer<Live> receiver) {
    Map<String, List<String>> others = new TreeMap<>();
    windows.forEach(
        (symbol, stored) -> {
          Optional<String> other = SymbolState.otherTicks(manifest, stored.bytes());
          if (other.isPresent()) {
            others.computeIfAbsent(other.get(), ticks -> new ArrayList<>()).add(symbol);
            return;
          }
          Live live = new Live(symbol, read(symbol, stored));
          if (live.state.pending() > 0) {
            fly(live);
          }
          receiver.accept(live);
        });
    others.forEach(this::tellColdStart);
  }

  private void tellColdStart(String ticks, List<String> symbols) {
    LOG.warn(
        "{} symbols start cold: application '{}' has stored windows of '{}' of them, and model {}"
            + " scores '{}' (sampling and calendar); such as {}",
        symbols.size(),
        applicationId,
        ticks,
        manifest.version(),
        SymbolState.ticksOf(manifest),
        symbols.get(0));
  }

  /** Remembers that a state has changed. */
  void touch(Live live) {
    if (!live.changed) {
      live.changed = true;
      changed.add(live);
      fly(live);
    }
  }

  private void fly(Live live) {
    if (!live.inFlight) {
      live.inFlight = true;
      inFlight++;
      inMemory.put(live.symbol, live); // it may have been forgotten since it was asked for
    }
  }

  /** Stores what has changed. */
  void store() {
    for (Live live : changed) {
      windows.put(live.symbol, live.state);
      live.changed = false;
      if (live.state.pending() == 0) {
        live.inFlight = false;
        inFlight--;
      }
    }
    changed.clear();
  }

  /** Those are read from the store at their next tick. Where one is in flight, all are nearly. */
  private void forgetTheOldest() {
    Iterator<Live> oldest = inMemory.values().iterator();
    while (inMemory.size() > mostKept && !oldest.next().inFlight) {
      oldest.remove();
    }
  }

  private SymbolState read(String symbol, PagedStates.Stored stored) {
    try {
      SymbolState state = SymbolState.fromBytes(manifest, stored.bytes());
      state.markChanged(stored.changedSlots());
      return state;
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
}
