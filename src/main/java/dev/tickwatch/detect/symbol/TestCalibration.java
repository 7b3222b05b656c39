package dev.tickwatch.detect.symbol;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.calibration.TailModel;
import java.util.EnumMap;
import java.util.Map;

/**
 * A calibration of the {@link SurpriseTest tests} by their numbers: names are looked up once a
 * calibration instead of dozens of times a tick. Immutable.
 */
final class TestCalibration {
  private static final SurpriseTest[] TESTS = SurpriseTest.values();

  private final Calibration calibration;

  /** By test; without the regimes that the calibration does not know. */
  private final Map<Regime, TailModel[]> tails = new EnumMap<>(Regime.class);

  /**
   * @throws IllegalArgumentException when a known regime has no tail of a test
   */
  TestCalibration(Calibration calibration) {
    this.calibration = calibration;
    Map<String, Map<String, TailModel>> known = calibration.regimes();
    for (Regime regime : Regime.values()) {
      if (known.containsKey(regime.code())) {
        tails.put(regime, lookUp(regime));
      }
    }
  }

  private TailModel[] lookUp(Regime regime) {
    TailModel[] ofRegime = new TailModel[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      ofRegime[i] = calibration.test(regime.code(), TESTS[i].code());
    }
    return ofRegime;
  }

  /**
   * Tail models in a regime, by test; not to be changed.
   *
   * @throws IllegalArgumentException when there are none
   */
  TailModel[] tails(Regime regime) {
    TailModel[] known = tails.get(regime);
    return known == null ? lookUp(regime) : known;
  }
}
