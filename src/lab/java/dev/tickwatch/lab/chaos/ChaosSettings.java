package dev.tickwatch.lab.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is staged, and where.
 *
 * @param kafka client properties of a cluster that is there; empty to start brokers
 * @param model that scores; empty to train a small one
 * @param faults to inject, in order
 * @param rounds how often each is injected; 1 to 1000
 * @param ticks sent for each fault; 1,000 to 10 million
 * @param symbols that they are of; 2 to 1000
 * @param seed of input and choices
 */
public record ChaosSettings(
    Map<String, String> kafka,
    Optional<Path> model,
    List<Fault> faults,
    int rounds,
    int ticks,
    int symbols,
    long seed) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public ChaosSettings {
    kafka = Map.copyOf(kafka);
    faults = List.copyOf(faults);
    require("rounds", rounds, 1, 1_000);
    require("ticks", ticks, 1_000, 10_000_000);
    require("symbols", symbols, 2, 1_000);
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("faults must be one or more");
    }
  }

  private static void require(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(name, from, to, value));
    }
  }

  /** Whether the brokers are others' and must be left alone. */
  public boolean givenCluster() {
    return !kafka.isEmpty();
  }
}
