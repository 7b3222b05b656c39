package dev.tickwatch.model.calibration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tail models of a model's statistics on ticks that it was not trained on.
 *
 * <p>A regime is a kind of time, such as the first tick after a close: what is normal there is not
 * normal elsewhere.
 *
 * @param regimes by regime, then by code of a statistic; every regime has the same ones
 * @param combined of the statistics' combination, as a rate of episodes; null in a model that is
 *     yet to be calibrated
 * @param ticks of the statistics' combination, as a share of ticks; null likewise
 * @param intervals of the model's prediction intervals
 */
public record Calibration(
    Map<String, Map<String, TailModel>> regimes,
    TailModel combined,
    TailModel ticks,
    IntervalCalibration intervals) {

  /** Of a model that has just been trained. */
  public static final Calibration NONE = new Calibration(Map.of(), null, null);

  /** With the intervals of the model itself. */
  public Calibration(
      Map<String, Map<String, TailModel>> regimes, TailModel combined, TailModel ticks) {
    this(regimes, combined, ticks, IntervalCalibration.NONE);
  }

  /** Copies the maps. */
  public Calibration {
    Map<String, Map<String, TailModel>> copy = new TreeMap<>();
    regimes.forEach(
        (regime, tails) -> copy.put(regime, Collections.unmodifiableMap(new TreeMap<>(tails))));
    regimes = Collections.unmodifiableMap(copy);
    if (intervals == null) {
      intervals = IntervalCalibration.NONE;
    }
  }

  /** The same tails with other intervals. */
  public Calibration withIntervals(IntervalCalibration other) {
    return new Calibration(regimes, combined, ticks, other);
  }

  /**
   * Tail model of a statistic in a regime.
   *
   * @throws IllegalArgumentException when there is none
   */
  public TailModel tail(String regime, String code) {
    Map<String, TailModel> tails = regimes.get(regime);
    TailModel tail = tails == null ? null : tails.get(code);
    if (tail == null) {
      throw new IllegalArgumentException(
          "calibration has no statistic "
              + code
              + " in regime "
              + regime
              + ", only "
              + regimes.keySet());
    }
    return tail;
  }
}
