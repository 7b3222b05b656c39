package dev.tickwatch.detect.alert;

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
public record AlertPolicy(double budgetTicks, int quietTicks, int acceptTicks) {
  private static final int ACCEPT_TICKS = 240;

  /** One in 2,000 ticks, closed by 10 quiet ones, accepted after 240. */
  public static final AlertPolicy DEFAULT = new AlertPolicy(2000, 10);

  /** With the default time to accept a new regime. */
  public AlertPolicy(double budgetTicks, int quietTicks) {
    this(budgetTicks, quietTicks, ACCEPT_TICKS);
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
