package dev.tickwatch.app.stream;

import dev.tickwatch.app.store.PendingTicks;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.detect.symbol.SymbolState;

/** A symbol in memory: its state, and how that differs from what is stored. Not thread-safe. */
final class CachedSymbol {
  private final String name;
  private final TrackedState tracked;

  /** Has changes yet to be stored. */
  boolean changed;

  /** Has those, or ticks in a batch. */
  boolean inFlight;

  /** Sequence of the newest tick that is stored, in the state or by itself. */
  long storedSequence;

  /** Where that tick is stored by itself; {@link PendingTicks#NONE} when the state has it. */
  int page = PendingTicks.NONE;

  /** When it was used last, by a count of uses. */
  long lastUse;

  CachedSymbol(String name, TrackedState tracked) {
    this.name = name;
    this.tracked = tracked;
  }

  String name() {
    return name;
  }

  SymbolState state() {
    return tracked.state();
  }

  /** The state, with what of it changed since it was stored. */
  TrackedState tracked() {
    return tracked;
  }
}
