package dev.tickwatch.detection;

import java.util.Locale;

/**
 * A statistic of the newest ticks that is large when something is wrong. Each looks for another
 * kind of trouble, at its own scale, and each is calibrated on its own.
 *
 * <p>u is the standardised residual of the model's one-step prediction; z the return in units of
 * the volatility known before the tick. Where prices mostly stand still between trades, the model's
 * scale is small and common bounces are many scales wide: u sees what is odd at that moment, z what
 * is large at all.
 */
public enum SurpriseTest {
  /** Negative log likelihood of the tick: price, size and gap together. */
  TICK,
  /** |u| of the return: a price that does not belong to this moment. */
  PRICE,
  /** |z|: a stray print, a jump. */
  JUMP,
  /** u of the size: unusually large. */
  VOLUME,
  /** Sum of u of the size over 5 ticks. */
  VOLUME_5,
  /** Sum of u of the size over 12 ticks. */
  VOLUME_12,
  /** |sum of z| over 5 ticks: a level shift in steps, a crash. */
  DRIFT_5,
  /** The same over 15 ticks. */
  DRIFT_15,
  /** The same over 30 ticks: a slow drift. */
  DRIFT_30,
  /** Sum of ln(1 + z²) over 5 ticks: a burst of volatility. */
  BURST_5,
  /** The same over 20 ticks. */
  BURST_20,
  /** That sum over 12 ticks, negated: too quiet, a stuck price. */
  QUIET_12,
  /** Negative sum of products of neighbouring z over 8 ticks: a zigzag. */
  ZIGZAG_8,
  /** Negative ELBO of the whole window. */
  WINDOW;

  /** Longest history that a test looks at, in ticks. */
  static final int LONGEST = 30;

  /** Lower-case name, as in scores, alerts and manifests. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
