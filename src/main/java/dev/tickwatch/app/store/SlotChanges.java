package dev.tickwatch.app.store;

import dev.tickwatch.state.TickChanges;

/**
 * How many of a symbol's newest {@linkplain Slots slots} differ from what is stored. Not
 * thread-safe.
 */
final class SlotChanges implements TickChanges {
  /** Newest rows, by place, that changed. */
  private int rows;

  /** Newest ticks whose residuals were taken, or went to other slots. */
  private int scored;

  /** Slots that there were when they were stored; 0 when nothing is. */
  private int storedSlots;

  @Override
  public void appended() {
    rows++;
  }

  /** The rows behind it are pushed on, and the residuals of all ticks are not among these. */
  @Override
  public void inserted(int newer) {
    rows = Math.max(rows, newer) + 1;
    scored = Integer.MAX_VALUE;
  }

  @Override
  public void scored() {
    scored = scored == Integer.MAX_VALUE ? scored : scored + 1;
  }

  @Override
  public void scoresForgotten() {
    scored = 0;
  }

  /** How many slots, from that of the newest tick backwards, may differ. */
  int changed(Slots slots) {
    int count = slots.count();
    if (count != storedSlots) {
      return count;
    }
    int scores = Math.min(scored, slots.scores());
    int behind = scores == 0 ? 0 : slots.pending() + scores;
    return Math.min(count, Math.max(rows, behind));
  }

  /** Slots that there were at {@link #markStored}; 0 when nothing is stored. */
  int storedSlots() {
    return storedSlots;
  }

  /**
   * All slots are stored as they are now.
   *
   * @param slots their number
   */
  void markStored(int slots) {
    rows = 0;
    scored = 0;
    storedSlots = slots;
  }

  /** So many of the newest slots are not stored where the others are. */
  void markChanged(int newest) {
    rows = Math.max(rows, newest);
  }
}
