package dev.tickwatch.bench;

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

  /** Whether results kept up with ticks. */
  boolean isSustained() {
    return missing == 0 && scoredPerSecond >= 0.98 * offeredPerSecond;
  }
}
