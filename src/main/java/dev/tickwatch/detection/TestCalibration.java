package dev.tickwatch.detection;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.calibration.Scale;
import dev.tickwatch.calibration.TailModel;
import java.util.EnumMap;
import java.util.Map;

/**
 * A calibration of the {@link SurpriseTest tests} by their numbers: names are looked up once a
 * calibration instead of dozens of times a tick. Immutable.
 */
final class TestCalibration {
  private static final SurpriseTest[] TESTS = SurpriseTest.values();

  private final Calibration calibration;
  private final Scale[] scales = new Scale[TESTS.length];

  /** By test; without the regimes that the calibration does not know. */
  private final Map<Regime, TailModel[]> tails = new EnumMap<>(Regime.class);

  /**
   * @throws IllegalArgumentException when a test has no scale, or a known regime has no tail of it
   */
  TestCalibration(Calibration calibration) {
    this.calibration = calibration;
    for (int i = 0; i < TESTS.length; i++) {
      scales[i] = calibration.scale(TESTS[i].code());
    }
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

  /** Where a test's statistic usually lies over all symbols. */
  Scale scale(int test) {
    return scales[test];
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
