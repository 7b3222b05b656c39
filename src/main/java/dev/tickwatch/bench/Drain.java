package dev.tickwatch.bench;

import dev.tickwatch.stream.StreamSettings.Batching;

/**
 * One backlog drained by one service.
 *
 * @param variant name
 * @param batchSize windows that it scored at once
 * @param committed ticks that the service had committed when it had been stopped
 * @param check its score records
 * @param complete whether it had the time to drain the backlog to its end
 */
record Drain(
    String variant,
    int symbols,
    int round,
    int batchSize,
    Usage usage,
    long committed,
    ScoreCheck check,
    boolean complete) {

  /**
   * Whether each tick had its score once and in order. A service that is stopped on the way leaves
   * up to so many batches of ticks unscored in its windows, for the next start.
   */
  boolean isOnce() {
    long pending = committed - check.scores();
    return check.missing() == 0
        && check.repeated() == 0
        && (complete
            ? pending == 0
            : pending >= 0 && pending <= (Batching.MOST_AHEAD + 1L) * batchSize);
  }
}
