package dev.tickwatch.detection;

import java.nio.ByteBuffer;

/**
 * One symbol's own tail of the calibrated score, moved from the pooled calibration to the symbol's
 * own ticks as they come (peaks over threshold, online; after Siffer et al., 2017, "Anomaly
 * Detection in Streams with Extreme Value Theory").
 *
 * <p>Under the pooled calibration, episodes above a score of s begin at a rate of 10^-s a tick.
 * Their rates at two levels, {@value #LOWER} and {@value #UPPER}, are counted for each symbol and
 * give the line on which its scores are read; the pooled rates count as {@value #PRIOR_TICKS} ticks
 * of evidence, and old ticks fade. Ticks within an alert are not learnt from: in their place stands
 * the rate that the alert budget grants, so that no anomaly, however large or long, raises its own
 * bar. Mutable; not thread-safe.
 */
final class SymbolTail {
  private static final double LOWER = 1.7;
  private static final double UPPER = 2.3;
  private static final double PRIOR_TICKS = 4000;
  private static final double MEMORY = 20_000;
  private static final int QUIET_TICKS = 10;
  private static final double STEEPEST = 2;

  /** Bytes that {@link #encode} writes. */
  static final int ENCODED = 4 * Double.BYTES + Integer.BYTES;

  private double ticks;
  private double aboveLower;
  private double aboveUpper;

  /** Of the episode that is open; 0 when none is. */
  private double peak;

  private int quiet;

  SymbolTail() {}

  SymbolTail(ByteBuffer from) {
    ticks = from.getDouble();
    aboveLower = from.getDouble();
    aboveUpper = from.getDouble();
    peak = from.getDouble();
    quiet = from.getInt();
  }

  void encode(ByteBuffer to) {
    to.putDouble(ticks).putDouble(aboveLower).putDouble(aboveUpper).putDouble(peak).putInt(quiet);
  }

  /** Share of the symbol's own ticks in its calibration, 0 to 1. */
  double ownShare() {
    return ticks / (ticks + PRIOR_TICKS);
  }

  /**
   * The score against the symbol's own ticks.
   *
   * @param pooled the score against all symbols' ticks
   * @param budgetRate alerts granted a tick
   */
  double adjust(double pooled, double budgetRate) {
    double lower = level(aboveLower, LOWER, budgetRate);
    if (pooled <= LOWER) {
      return pooled * lower / LOWER;
    }
    double upper = level(aboveUpper, UPPER, budgetRate);
    double slope = (upper - lower) / (UPPER - LOWER);
    return lower + (pooled - LOWER) * Math.max(1 / STEEPEST, Math.min(STEEPEST, slope));
  }

  /** -log10 of the rate at which the symbol's episodes rise above a level. */
  private double level(double counted, double level, double budgetRate) {
    double prior = Math.pow(10, -level);
    double alerts = Math.min(budgetRate, prior);
    double rate = (counted + ticks * alerts + PRIOR_TICKS * prior) / (ticks + PRIOR_TICKS);
    return -Math.log10(rate);
  }

  /**
   * Learns from a tick.
   *
   * @param pooled its score against all symbols' ticks
   * @param alerting whether it lies within an alert
   */
  void learn(double pooled, boolean alerting) {
    if (alerting) {
      peak = 0;
      quiet = 0;
      return;
    }
    double kept = 1 - 1 / MEMORY;
    ticks = ticks * kept + 1;
    aboveLower *= kept;
    aboveUpper *= kept;
    if (pooled > LOWER) {
      peak = Math.max(peak, pooled);
      quiet = 0;
    } else if (peak > 0 && ++quiet >= QUIET_TICKS) {
      aboveLower++;
      aboveUpper += peak > UPPER ? 1 : 0;
      peak = 0;
      quiet = 0;
    }
  }
}
