package dev.tickwatch.calibration;

import java.util.Map;
import java.util.TreeMap;

/**
 * Tail models of a model's statistics on ticks that it was not trained on.
 *
 * @param tests by test name
 * @param combined of the tests' combination; null in a model that is yet to be calibrated
 */
public record Calibration(Map<String, TailModel> tests, TailModel combined) {

  /** Of a model that has just been trained. */
  public static final Calibration NONE = new Calibration(Map.of(), null);

  /** Copies the map. */
  public Calibration {
    tests = java.util.Collections.unmodifiableMap(new TreeMap<>(tests));
  }

  /**
   * Tail model of a test.
   *
   * @throws IllegalArgumentException when there is none
   */
  public TailModel test(String name) {
    TailModel tail = tests.get(name);
    if (tail == null) {
      throw new IllegalArgumentException(
          "calibration has no test " + name + ", only " + tests.keySet());
    }
    return tail;
  }
}
