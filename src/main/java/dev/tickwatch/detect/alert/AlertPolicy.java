package dev.tickwatch.detect.alert;

import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;

/**
 * When episodes open and close.
 *
 * @param budgetTicks one expected false alert in so many normal ticks; 10 or more. A tick whose
 *     tail probability is at or below {@code 1 / budgetTicks} is anomalous and opens an episode
 * @param quietTicks an episode closes after so many ticks in a row that are not anomalous; 1 or
 *     more
 * @param acceptTicks an episode that has lasted for so many ticks and still is anomalous ends: what
 *     it is about is the new normal, and the symbol's calibration is learnt anew; 10 or more
 */
@Setting("When alerts are raised. Changing them needs no training.")
public record AlertPolicy(
    @Setting(
            value = "The alert budget: one expected false alert in so many normal ticks.",
            byDefault = "2000",
            min = "10",
            max = "1000000000")
        double budgetTicks,
    @Setting(
            value = "An alert closes after so many normal ticks in a row.",
            byDefault = "10",
            min = "1",
            max = "1000000")
        int quietTicks,
    @Setting(
            value =
                "An alert that has lasted for so many ticks and will not close is accepted as the"
                    + " new normal.",
            byDefault = "240",
            min = "10",
            max = "1000000")
        int acceptTicks) {

  /** One in 2,000 ticks, closed by 10 quiet ones, accepted after 240. */
  public static final AlertPolicy DEFAULT = SettingsLoader.defaults(AlertPolicy.class);

  /** With the default time to accept a new regime. */
  public AlertPolicy(double budgetTicks, int quietTicks) {
    this(budgetTicks, quietTicks, DEFAULT.acceptTicks);
  }

  /** A peak at or below this share of the threshold is critical. */
  private static final double CRITICAL_SHARE = 0.01;

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public AlertPolicy {
    if (!(budgetTicks >= 10) || Double.isInfinite(budgetTicks)) {
      throw new IllegalArgumentException(
          "alert budget must be one in 10 ticks or more, not " + budgetTicks);
    }
    if (quietTicks < 1) {
      throw new IllegalArgumentException("quiet ticks must be 1 or more, not " + quietTicks);
    }
    if (acceptTicks < 10) {
      throw new IllegalArgumentException("accept ticks must be 10 or more, not " + acceptTicks);
    }
  }

  /** Whether a rate is so far below the threshold that it is critical. */
  public boolean isCritical(double rate) {
    return rate <= threshold() * CRITICAL_SHARE;
  }

  /** Tail probability at or below which a tick is anomalous. */
  public double threshold() {
    return 1 / budgetTicks;
  }
}
