package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.statistic.Regime;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.calibration.TailModel;
import java.util.EnumMap;
import java.util.Map;

/**
 * A calibration of the {@linkplain TickStatistics statistics} by their numbers: names are looked up
 * once a calibration instead of dozens of times a tick. Immutable.
 */
final class StatisticCalibration {
  private final Calibration calibration;

  /** By statistic; without the regimes that the calibration does not know. */
  private final Map<Regime, TailModel[]> tails = new EnumMap<>(Regime.class);

  /**
   * @throws IllegalArgumentException when a known regime has no tail of a statistic
   */
  StatisticCalibration(Calibration calibration) {
    this.calibration = calibration;
    Map<String, Map<String, TailModel>> known = calibration.regimes();
    for (Regime regime : Regime.values()) {
      if (known.containsKey(regime.code())) {
        tails.put(regime, lookUp(regime));
      }
    }
  }

  private TailModel[] lookUp(Regime regime) {
    return TickStatistics.ALL.stream()
        .map(statistic -> calibration.tail(regime.code(), statistic.code()))
        .toArray(TailModel[]::new);
  }

  /**
   * Tail models in a regime, by statistic; not to be changed.
   *
   * @throws IllegalArgumentException when there are none
   */
  TailModel[] tails(Regime regime) {
    TailModel[] known = tails.get(regime);
    return known == null ? lookUp(regime) : known;
  }
}
