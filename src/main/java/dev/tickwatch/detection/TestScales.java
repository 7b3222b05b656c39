package dev.tickwatch.detection;

import dev.tickwatch.calibration.Scale;
import java.nio.ByteBuffer;

/**
 * Where each test's statistic usually lies for one symbol: it begins with that of all symbols and
 * moves to the symbol's own with its ticks, each of which counts at most {@value #WINSOR}
 * deviations. Statistics are compared in these units, so that a restless symbol and a calm one
 * share one tail. Mutable; not thread-safe.
 */
final class TestScales {
  private static final int TESTS = SurpriseTest.values().length;
  private static final double WINSOR = 4;

  /** Ticks of a symbol that weigh as much as what is known of all symbols. */
  private static final double PRIOR_TICKS = 300;

  private static final double MEMORY = 4000;

  /** A deviation is at least this share of that of all symbols. */
  private static final double LEAST = 0.25;

  /** Bytes that {@link #encode} writes. */
  static final int ENCODED = Long.BYTES + 2 * TESTS * Float.BYTES;

  private final float[] location = new float[TESTS];
  private final float[] deviation = new float[TESTS];
  private long ticks;

  TestScales() {}

  TestScales(ByteBuffer from) {
    ticks = from.getLong();
    for (int i = 0; i < TESTS; i++) {
      location[i] = from.getFloat();
      deviation[i] = from.getFloat();
    }
  }

  void encode(ByteBuffer to) {
    to.putLong(ticks);
    for (int i = 0; i < TESTS; i++) {
      to.putFloat(location[i]).putFloat(deviation[i]);
    }
  }

  /** Ticks learnt from. */
  long ticks() {
    return ticks;
  }

  /**
   * Measures statistics in deviations from their usual place.
   *
   * @param pooled calibration over all symbols
   * @param standardised receives them
   */
  void standardise(double[] statistics, TestCalibration pooled, double[] standardised) {
    for (int i = 0; i < TESTS; i++) {
      Scale all = pooled.scale(i);
      double centre = ticks == 0 ? all.location() : location[i];
      double spread = ticks == 0 ? all.deviation() : deviation[i];
      standardised[i] = (statistics[i] - centre) / Math.max(spread, LEAST * all.deviation());
    }
  }

  /**
   * Learns from a tick's statistics.
   *
   * @param pooled calibration over all symbols
   */
  void learn(double[] statistics, TestCalibration pooled) {
    double share = Math.max(1 / MEMORY, 1 / (ticks + PRIOR_TICKS));
    for (int i = 0; i < TESTS; i++) {
      Scale all = pooled.scale(i);
      if (ticks == 0) {
        location[i] = (float) all.location();
        deviation[i] = (float) all.deviation();
      }
      if (statistics[i] == Surprise.NOT_ASKED) {
        continue;
      }
      double most = WINSOR * Math.max(deviation[i], LEAST * all.deviation());
      double off = Math.max(-most, Math.min(most, statistics[i] - location[i]));
      location[i] += (float) (share * off);
      deviation[i] += (float) (share * (Math.abs(off) - deviation[i]));
    }
    ticks++;
  }
}
