package dev.tickwatch.lab.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What to run.
 *
 * @param length of the run, without the time that measuring the sustained rate takes
 * @param rate ticks a second; empty to take a share of the sustained rate
 * @param load that share, above 0, at most 1
 * @param symbols that trade at a time; five times as many take turns
 * @param swaps of the model over the length
 * @param directory that the report is written to
 */
public record SoakSettings(
    Duration length, OptionalDouble rate, double load, int symbols, int swaps, Path directory) {

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public SoakSettings {
    if (length.compareTo(Duration.ofSeconds(30)) < 0) {
      throw new IllegalArgumentException("a soak takes half a minute or more, not " + length);
    }
    if (rate.isPresent() && !(rate.getAsDouble() >= 1 && rate.getAsDouble() <= 1e7)) {
      throw new IllegalArgumentException(
          "rate must be 1 to 10000000 ticks a second, not " + rate.getAsDouble());
    }
    if (!(load > 0 && load <= 1)) {
      throw new IllegalArgumentException("load must be above 0 and at most 1, not " + load);
    }
    if (symbols < 1 || symbols > 100_000) {
      throw new IllegalArgumentException("symbols must be 1 to 100000, not " + symbols);
    }
    if (swaps < 1 || swaps > length.toSeconds()) {
      throw new IllegalArgumentException(
          "swaps must be 1 to one a second, not " + swaps + " in " + length.toSeconds() + " s");
    }
  }

  /** Time between two models. */
  Duration swapEvery() {
    return length.dividedBy(swaps + 1L);
  }
}
