package dev.tickwatch.app.stream;

import dev.tickwatch.app.store.PagedStates;
import dev.tickwatch.app.store.StateHeader;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.app.store.WaitingTicks;
import dev.tickwatch.app.store.WaitingTicks.Waiting;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.check.QualityCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
    private final TrackedState tracked;

    /** Has changes yet to be stored. */
    private boolean changed;

    /** Has those, or ticks in the batch. */
    private boolean inFlight;

    /** Sequence of the newest tick that is stored, in the state or by itself. */
    private long storedSequence;

    /** Where that tick is stored by itself; {@link WaitingTicks#NONE} when the state has it. */
    private int page = WaitingTicks.NONE;

    /** When it was asked for last, on a clock that counts such questions. */
    private long asked;

    private Live(String symbol, TrackedState tracked) {
      this.symbol = symbol;
      this.tracked = tracked;
    }

    String symbol() {
      return symbol;
    }

    SymbolState state() {
      return tracked.state();
    }
  }

  /** A tick that waits alone; to be stored by itself unless its state is to be stored. */
  private record Admitted(Live live, Tick tick, long sequence, long arrival) {}

  private final PagedStates windows;
  private final WaitingTicks waiting;
  private final Manifest manifest;
  private final QualityCheck check;
  private final String applicationId;
  private final StreamObserver observer;
  private final int mostKept;

  /**
   * Not in the order of use: links between entries that are written with each tick are as many
   * references between old objects, which the garbage collector would follow up.
   */
  private final Map<String, Live> inMemory = new HashMap<>();

  private final List<Live> changed = new ArrayList<>();
  private final List<Admitted> admitted = new ArrayList<>();
  private long questions;
  private int inFlight;

  /** More symbols in memory than that, and the oldest are forgotten. */
  private int enough;

  /**
   * @param manifest of the model that the states must fit
   * @param check of the data of ticks that are admitted
   * @param mostKept symbols in memory; more only where more are in flight
   */
  LiveSymbols(
      KeyValueStore<String, byte[]> windows,
      Manifest manifest,
      QualityCheck check,
      String applicationId,
      StreamObserver observer,
      int mostKept) {
    this.windows = new PagedStates(windows, manifest);
    this.waiting = new WaitingTicks(windows);
    this.manifest = manifest;
    this.check = check;
    this.applicationId = applicationId;
    this.observer = observer;
    this.mostKept = mostKept;
    this.enough = mostKept;
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
      known.asked = ++questions;
      return known;
    }
    Live live = readOrFresh(symbol);
    live.asked = ++questions;
    inMemory.put(symbol, live);
    if (inMemory.size() > enough) {
      forgetTheOldest();
    }
    return live;
  }

  private Live readOrFresh(String symbol) {
    PagedStates.Stored stored = windows.get(symbol);
    if (stored == null) {
      return new Live(symbol, TrackedState.fresh(manifest));
    }
    if (StateHeader.other(manifest, stored.bytes()).isPresent()) {
      observer.startedCold();
      return new Live(symbol, TrackedState.fresh(manifest));
    }
    return new Live(symbol, read(symbol, stored));
  }

  /**
   * Gives on every symbol that is stored; one with a pending tail is then live. Says which ones are
   * of other ticks, and leaves them out: their states stay until their next tick, as a store must
   * not be written before there is something to commit. An unscored tick beside such a state goes
   * when anything is stored.
   */
  void forEachStored(Consumer<Live> receiver) {
    Map<String, List<Waiting>> ticks = readWaiting();
    Map<String, List<String>> others = new TreeMap<>();
    windows.forEach(
        (symbol, stored) -> {
          Optional<String> other = StateHeader.other(manifest, stored.bytes());
          if (other.isPresent()) {
            others.computeIfAbsent(other.get(), any -> new ArrayList<>()).add(symbol);
            return;
          }
          Live live = new Live(symbol, read(symbol, stored));
          admitAgain(live, ticks.getOrDefault(symbol, List.of()));
          if (live.state().pending() > 0) {
            fly(live);
          }
          receiver.accept(live);
        });
    others.forEach(this::tellColdStart);
  }

  private Map<String, List<Waiting>> readWaiting() {
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
   */
  private void admitAgain(Live live, List<Waiting> ticks) {
    for (Waiting next : ticks) {
      long missing = next.sequence() - live.state().sequence() - 1;
      if (missing > 0) {
        LOG.warn(
            "application '{}' has unscored tick {} of {} in its store and of those before it only"
                + " {}: it is left out, to be read again",
            applicationId,
            next.sequence(),
            live.symbol,
            live.state().sequence());
        return;
      }
      if (missing == 0) {
        boolean unused = live.state().admit(next.tick(), check, next.arrival());
        touch(live);
      }
    }
  }

  private void tellColdStart(String ticks, List<String> symbols) {
    LOG.warn(
        "{} symbols start cold: application '{}' has stored windows of '{}' of them, and model {}"
            + " scores '{}' (sampling and calendar); such as {}",
        symbols.size(),
        applicationId,
        ticks,
        manifest.version(),
        StateHeader.of(manifest).ticks(),
        symbols.get(0));
  }

  /**
   * Takes a tick into its symbol's state.
   *
   * @param arrival rises from tick to tick of the task
   * @return whether it is now pending
   */
  boolean admit(Live live, Tick tick, long arrival) {
    SymbolState state = live.state();
    boolean byItself =
        state.pending() == 0 && state.placementOf(tick.eventTimeMicros()) == Placement.IN_ORDER;
    boolean pending = state.admit(tick, check, arrival);
    if (pending && byItself) {
      admitted.add(new Admitted(live, tick, state.sequence(), arrival));
      fly(live);
    } else {
      touch(live);
    }
    return pending;
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
      put(live);
      live.changed = false;
      if (live.state().pending() == 0) {
        live.inFlight = false;
        inFlight--;
      }
    }
    changed.clear();
    for (Admitted one : admitted) {
      if (one.live.storedSequence < one.sequence) {
        storeByItself(one);
      }
    }
    admitted.clear();
    waiting.store();
  }

  private void storeByItself(Admitted one) {
    int page = waiting.add(one.tick, one.sequence, one.arrival);
    if (page == WaitingTicks.NONE) {
      put(one.live);
      return;
    }
    one.live.page = page;
    one.live.storedSequence = one.sequence;
  }

  private void put(Live live) {
    windows.put(live.symbol, live.tracked);
    live.storedSequence = live.state().sequence();
    if (live.page != WaitingTicks.NONE) {
      waiting.voidOne(live.page);
      live.page = WaitingTicks.NONE;
    }
  }

  /**
   * So many that an eighth of the room is free, unless they are in flight; they are read from the
   * store at their next tick. Where too many are in flight, it is not tried again at once.
   */
  private void forgetTheOldest() {
    int tooMany = inMemory.size() - (mostKept - mostKept / 8);
    List<Live> oldest =
        inMemory.values().stream()
            .filter(live -> !live.inFlight)
            .sorted(Comparator.comparingLong(live -> live.asked))
            .limit(tooMany)
            .toList();
    oldest.forEach(live -> inMemory.remove(live.symbol));
    enough = Math.max(mostKept, inMemory.size() + mostKept / 8);
  }

  private TrackedState read(String symbol, PagedStates.Stored stored) {
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
}
