package dev.tickwatch.model.window;

/** Where a tick belongs in its symbol's window. */
public enum Placement {
  /** Not older than the newest tick. */
  IN_ORDER,
  /** Older than the newest tick, but not older than the T newest ones: it is put in its place. */
  LATE,
  /** Older than that: it goes to the dead letters. */
  TOO_LATE
}
