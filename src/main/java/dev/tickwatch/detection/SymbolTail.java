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
 * of evidence, and old ticks fade. Nothing is learnt within an alert but that there was one, and
 * alerts count as at most {@value #MOST_ALERTS} times what the budget grants: no anomaly, however
 * large or long, and no run of them raises the bar for the next by much. Mutable; not thread-safe.
 */
final class SymbolTail {
  private static final double LOWER = 1.7;
  private static final double UPPER = 2.3;
  private static final double LOWER_RATE = Math.pow(10, -LOWER);
  private static final double UPPER_RATE = Math.pow(10, -UPPER);
  private static final double PRIOR_TICKS = 2_000;
  private static final double MEMORY = 8_000;
  private static final int QUIET_TICKS = 10;

  /** Alerts count as at most so many times what the budget grants. */
  private static final double MOST_ALERTS = 2;

  /** Decades by which one alert raises the bar, and all of them at most; quiet ticks lower it. */
  private static final double RAISED_BY_ALERT = 0.15;

  private static final double MOST_RAISED = 0.45;
  private static final double MOST_LOWERED = 0.15;
  private static final double STEEPEST = 2;

  /** Decades; of ten false alerts nine are not so far beyond the threshold. */
  private static final double FAR_BEYOND = 1;

  /** Bytes that {@link #encode} writes. */
  static final int ENCODED = 6 * Double.BYTES + Integer.BYTES + 1;

  private double ticks;
  private double aboveLower;
  private double aboveUpper;
  private double alerts;

  /** Decades, see {@link #learn}. */
  private double raised;

  /** Of the episode or alert that is open; 0 when none is. */
  private double peak;

  private boolean alerted;
  private int quiet;

  SymbolTail() {}

  SymbolTail(ByteBuffer from) {
    ticks = from.getDouble();
    aboveLower = from.getDouble();
    aboveUpper = from.getDouble();
    alerts = from.getDouble();
    raised = from.getDouble();
    peak = from.getDouble();
    quiet = from.getInt();
    alerted = from.get() != 0;
  }

  void encode(ByteBuffer to) {
    to.putDouble(ticks).putDouble(aboveLower).putDouble(aboveUpper).putDouble(alerts);
    to.putDouble(raised);
    to.putDouble(peak).putInt(quiet).put((byte) (alerted ? 1 : 0));
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
    return Math.max(0, read(pooled, budgetRate) - raised);
  }

  private double read(double pooled, double budgetRate) {
    double lower = level(aboveLower, LOWER_RATE, budgetRate);
    if (pooled <= LOWER) {
      return pooled * lower / LOWER;
    }
    double upper = level(aboveUpper, UPPER_RATE, budgetRate);
    double slope = (upper - lower) / (UPPER - LOWER);
    return lower + (pooled - LOWER) * Math.max(1 / STEEPEST, Math.min(STEEPEST, slope));
  }

  /**
   * -log10 of the rate at which the symbol's episodes rise above a level.
   *
   * @param prior the pooled rate
   */
  private double level(double counted, double prior, double budgetRate) {
    double granted = Math.min(budgetRate, prior) * ticks;
    double more = Math.min(alerts, MOST_ALERTS * granted);
    double rate = (counted + more + PRIOR_TICKS * prior) / (ticks + PRIOR_TICKS);
    return -Math.log10(rate);
  }

  /**
   * Learns from a tick. Besides the counts, each alert raises the bar a little and each quiet tick
   * lowers it by as much as the budget makes up for: in the long run alerts come as often as the
   * budget grants (the integral control of adaptive conformal inference; Gibbs and Candes, 2021),
   * but the bar moves by a bounded amount only, so that a run of anomalies cannot hide the next.
   *
   * @param pooled its score against all symbols' ticks
   * @param alerting whether it lies within an alert
   * @param budgetRate alerts granted a tick
   */
  void learn(double pooled, boolean alerting, double budgetRate) {
    if (alerting) {
      peak = alerted ? Math.max(peak, pooled) : pooled;
      alerted = true;
      quiet = 0;
      return;
    }
    if (alerted) {
      learnAlert(budgetRate);
    }
    raised = Math.max(-MOST_LOWERED, raised - RAISED_BY_ALERT * budgetRate);
    double kept = 1 - 1 / MEMORY;
    ticks = ticks * kept + 1;
    aboveLower *= kept;
    aboveUpper *= kept;
    alerts *= kept;
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

  /**
   * Of an alert that is over. One far beyond the budget's threshold tells of an anomaly, not of a
   * bar that is too low.
   */
  private void learnAlert(double budgetRate) {
    if (adjust(peak, budgetRate) < FAR_BEYOND - Math.log10(budgetRate)) {
      alerts++;
      raised = Math.min(MOST_RAISED, raised + RAISED_BY_ALERT);
    }
    alerted = false;
    peak = 0;
  }
}
