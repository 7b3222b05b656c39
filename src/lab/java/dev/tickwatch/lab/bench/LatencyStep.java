package dev.tickwatch.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service fed at a fixed rate. Latencies are from the moment at which a tick was due, whether or
 * not it could be sent then, to its score record at a reader of committed records; milliseconds.
 *
 * @param load share of the rate that the service sustained in a drain of the same round
 * @param offeredPerSecond ticks due
 * @param scoredPerSecond score records that arrived while they were due
 * @param ticks whose latency was measured
 * @param missing score records that did not come
 */
record LatencyStep(
    int round,
    double load,
    double offeredPerSecond,
    double scoredPerSecond,
    long ticks,
    long missing,
    double p50,
    double p99,
    double p999,
    double max,
    Usage usage) {

  /** Share of the cores' time; beyond it a wait may be the host's and not the service's. */
  private static final double MOST_STOLEN = 0.02;

  /**
   * Of several takes of each round's turn at each load the one in which the host took least; how
   * long the scores took is not looked at.
   */
  static List<LatencyStep> counted(List<LatencyStep> takes) {
    record Turn(int round, double load) {}
    Map<Turn, LatencyStep> least = new LinkedHashMap<>();
    for (LatencyStep take : takes) {
      least.merge(
          new Turn(take.round, take.load),
          take,
          (one, other) -> other.usage.stolen() < one.usage.stolen() ? other : one);
    }
    return List.copyOf(least.values());
  }

  /** Whether the host ran other machines on these cores for more than a fiftieth of the time. */
  boolean isDisturbed() {
    return usage.stolen() > MOST_STOLEN;
  }

  /** Whether results kept up with ticks. */
  boolean isSustained() {
    return missing == 0 && scoredPerSecond >= 0.98 * offeredPerSecond;
  }
}
