package dev.tickwatch.calibration;

import java.util.Map;

/**
 * Tail models of a model's statistics on ticks that it was not trained on.
 *
 * @param tests by test name
 * @param combined of the largest -log10 tail probability over the tests
 */
public record Calibration(Map<String, TailModel> tests, TailModel combined) {

  /** Copies the map. */
  public Calibration {
    tests = Map.copyOf(tests);
  }
}
