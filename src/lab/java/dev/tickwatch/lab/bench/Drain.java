package dev.tickwatch.lab.bench;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One backlog drained by one service, whose turn came once a round.
 *
 * @param variant name
 * @param batchSize windows that it scored at once
 * @param rounds what it did in each; fewer where the backlog was drained before the last
 * @param committed ticks that the service had committed when it had been stopped
 * @param check its score records
 * @param cold whether its backlog was drained before it was warm, so that all of it was measured
 * @param complete whether it had the time to drain the backlog to its end
 */
record Drain(
    String variant,
    int symbols,
    int batchSize,
    List<Usage> rounds,
    long committed,
    ScoreCheck check,
    boolean cold,
    boolean complete) {

  /**
   * Whether each tick had its score once and in order. A service that is stopped on the way leaves
   * the last ticks of each partition unscored in its windows, for the next start: up to as many as
   * line up for the model, as a partition takes no tick while another one fills the batches.
   */
  boolean isOnce() {
    long pending = committed - check.scores();
    return check.missing() == 0
        && check.repeated() == 0
        && (complete
            ? pending == 0
            : pending >= 0 && pending <= Backlog.PARTITIONS * Batching.mostWaiting(batchSize));
  }

  /** Ticks a second, median of the rounds. */
  double ticksPerSecond() {
    return Spread.of(rounds, Usage::ticksPerSecond).median();
  }

  /** Share of the time by what the stream's thread was at, mean of the rounds. */
  Map<String, Double> streamThread() {
    Map<String, Double> shares = new TreeMap<>();
    for (Usage usage : rounds) {
      usage
          .streamThread()
          .forEach((place, share) -> shares.merge(place, share / rounds.size(), Double::sum));
    }
    return shares;
  }
}
