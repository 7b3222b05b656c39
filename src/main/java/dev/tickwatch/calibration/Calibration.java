package dev.tickwatch.calibration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tail models of a model's statistics on ticks that it was not trained on.
 *
 * <p>A regime is a kind of time, such as the first tick after a close: what is normal there is not
 * normal elsewhere.
 *
 * @param regimes by regime, then by test name; every regime has the same tests
 * @param combined of the tests' combination; null in a model that is yet to be calibrated
 */
public record Calibration(Map<String, Map<String, TailModel>> regimes, TailModel combined) {

  /** Of a model that has just been trained. */
  public static final Calibration NONE = new Calibration(Map.of(), null);

  /** Copies the maps. */
  public Calibration {
    Map<String, Map<String, TailModel>> copy = new TreeMap<>();
    regimes.forEach(
        (regime, tests) -> copy.put(regime, Collections.unmodifiableMap(new TreeMap<>(tests))));
    regimes = Collections.unmodifiableMap(copy);
  }

  /**
   * Tail model of a test in a regime.
   *
   * @throws IllegalArgumentException when there is none
   */
  public TailModel test(String regime, String name) {
    Map<String, TailModel> tests = regimes.get(regime);
    TailModel tail = tests == null ? null : tests.get(name);
    if (tail == null) {
      throw new IllegalArgumentException(
          "calibration has no test "
              + name
              + " in regime "
              + regime
              + ", only "
              + regimes.keySet());
    }
    return tail;
  }
}
