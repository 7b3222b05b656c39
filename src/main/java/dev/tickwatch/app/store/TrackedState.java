package dev.tickwatch.app.store;

import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.model.manifest.Manifest;

/** A symbol's state, and which of its ticks changed since it was stored. Not thread-safe. */
public final class TrackedState {
  private final SymbolState state;
  private final SlotChanges changes = new SlotChanges();

  private TrackedState(SymbolState state) {
    this.state = state;
    state.watch(changes);
  }

  /** Of a symbol that has not been seen, for windows that a model can score. */
  public static TrackedState fresh(Manifest manifest) {
    return new TrackedState(SymbolState.fresh(manifest));
  }

  /**
   * Of a stored state.
   *
   * @throws IllegalArgumentException when a model cannot go on with it; says why
   */
  public static TrackedState of(Manifest manifest, PagedStates.Stored stored) {
    TrackedState read = new TrackedState(StateBytes.read(manifest, stored.bytes()));
    read.changes.markStored(new Slots(read.state).count());
    read.changes.markChanged(stored.changedSlots());
    return read;
  }

  /** The state. */
  public SymbolState state() {
    return state;
  }

  SlotChanges changes() {
    return changes;
  }
}
