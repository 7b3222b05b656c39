package dev.tickwatch.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All that was measured; a part that was not is null, or empty. */
public record BenchResults(
    Drains drain,
    Latencies latency,
    Drains symbols,
    List<ScorerAlone> scorer,
    List<ScorerAlone> lstmA) {

  /** Nothing yet. */
  static final BenchResults NONE = new BenchResults(null, null, null, List.of(), List.of());

  /**
   * Drains in turn.
   *
   * @param ceiling the scorer alone in each round, at its best batch size; empty where nothing is
   *     compared with it
   * @param ofTwo likewise, while a second thread scores
   */
  record Drains(
      Machine machine, List<Drain> drains, List<ScorerPoint> ceiling, List<ScorerPoint> ofTwo) {}

  /**
   * At fixed rates.
   *
   * @param drain the same service draining in turn, round by round; first once before the rounds
   * @param steps of Tickwatch with default settings, with those that were taken again
   * @param others beside it, at the first load of what each drains
   */
  record Latencies(
      Machine machine, int symbols, Drain drain, List<LatencyStep> steps, List<Fed> others) {

    /** Shares of what was sustained, in the order in which they were fed. */
    List<Double> loads() {
      return steps.stream().map(LatencyStep::load).distinct().toList();
    }

    private boolean everyTickOnce() {
      return drain.isOnce()
          && Stream.concat(
                  steps.stream(), others.stream().flatMap(service -> service.steps().stream()))
              .allMatch(step -> step.missing() == 0);
    }

    /** The steps of a load that count, by round. */
    List<LatencyStep> at(double load) {
      return LatencyStep.counted(steps.stream().filter(step -> step.load() == load).toList());
    }
  }

  /**
   * Another service at a fixed rate, round by round.
   *
   * @param steps with those that were taken again
   */
  record Fed(String variant, int symbols, List<LatencyStep> steps) {

    /** The steps that count, by round. */
    List<LatencyStep> counted() {
      return LatencyStep.counted(steps);
    }
  }

  /** Without a stream. */
  record ScorerAlone(Machine machine, String device, List<ScorerPoint> points) {}

  /** These results, and those of earlier ones that these lack. */
  BenchResults over(BenchResults earlier) {
    return new BenchResults(
        drain == null ? earlier.drain : drain,
        latency == null ? earlier.latency : latency,
        symbols == null ? earlier.symbols : symbols,
        merged(earlier.scorer, scorer),
        merged(earlier.lstmA, lstmA));
  }

  private static List<ScorerAlone> merged(List<ScorerAlone> earlier, List<ScorerAlone> now) {
    Map<String, ScorerAlone> byDevice = new LinkedHashMap<>();
    earlier.forEach(one -> byDevice.put(one.device(), one));
    now.forEach(one -> byDevice.put(one.device(), one));
    return List.copyOf(byDevice.values());
  }

  /** Whether in every drain each tick had its score once, and at every rate every score came. */
  public boolean everyTickOnce() {
    return Stream.of(drain, symbols)
            .filter(Objects::nonNull)
            .flatMap(drains -> drains.drains().stream())
            .allMatch(Drain::isOnce)
        && (latency == null || latency.everyTickOnce());
  }
}
