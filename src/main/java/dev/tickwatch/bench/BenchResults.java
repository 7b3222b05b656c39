package dev.tickwatch.bench;

import java.util.List;

/** All that was measured; a part that was not is null. */
public record BenchResults(
    Drains drain, Latencies latency, Drains symbols, ScorerAlone scorer, ScorerAlone lstmA) {

  /** Nothing yet. */
  static final BenchResults NONE = new BenchResults(null, null, null, null, null);

  /**
   * Drains in turn.
   *
   * @param ceiling the scorer alone in each round; empty where nothing is compared with it
   */
  record Drains(Machine machine, List<Drain> drains, List<ScorerPoint> ceiling) {}

  /**
   * At fixed rates.
   *
   * @param sustained ticks a second of a drain, which the loads are shares of
   */
  record Latencies(Machine machine, int symbols, double sustained, List<LatencyStep> steps) {}

  /** Without a stream. */
  record ScorerAlone(Machine machine, String device, List<ScorerPoint> points) {}

  /** These results, and those of earlier ones that these lack. */
  BenchResults over(BenchResults earlier) {
    return new BenchResults(
        drain == null ? earlier.drain : drain,
        latency == null ? earlier.latency : latency,
        symbols == null ? earlier.symbols : symbols,
        scorer == null ? earlier.scorer : scorer,
        lstmA == null ? earlier.lstmA : lstmA);
  }

  /** Whether in every drain each tick had its score once, and at every rate every score came. */
  public boolean everyTickOnce() {
    return java.util.stream.Stream.of(drain, symbols)
            .filter(java.util.Objects::nonNull)
            .flatMap(drains -> drains.drains().stream())
            .allMatch(Drain::isOnce)
        && (latency == null || latency.steps().stream().allMatch(step -> step.missing() == 0));
  }
}
