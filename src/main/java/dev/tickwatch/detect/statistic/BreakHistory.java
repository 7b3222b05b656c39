package dev.tickwatch.detect.statistic;

import dev.tickwatch.state.Fields;

/**
 * How far a symbol's price usually moves over a break: from the last tick before the market closed
 * (or fell silent) to the first after it. The mean size of its latest moves, drawn to what the
 * model's volatility expects while there are few. Mutable; not thread-safe.
 */
public final class BreakHistory {
  /** Breaks that weigh as much as what is expected without them. */
  private static final double PRIOR = 5;

  private static final int MEMORY = 40;

  /** A move counts at most so many times the usual one when it is learnt. */
  private static final double WINSOR = 4;

  private static final int WINSOR_FROM = 5;

  /** From the standard deviation of a normal variable to its mean size. */
  private static final double MEAN_ABS = Math.sqrt(2 / Math.PI);

  private int breaks;
  private double mean;

  /** Of a symbol that has not been seen. */
  public BreakHistory() {}

  /** Visits all that is remembered. */
  public void visit(Fields fields) {
    breaks = fields.int32(breaks);
    mean = fields.float64(mean);
  }

  /**
   * A move over a break in units of the usual one.
   *
   * @param volatility standard deviation that the model's features expect of it
   */
  public double standardise(double logReturn, double volatility) {
    return Math.abs(logReturn) / usual(volatility);
  }

  private double usual(double volatility) {
    return (PRIOR * MEAN_ABS * volatility + breaks * mean) / (PRIOR + breaks);
  }

  /** Learns from a move over a break. */
  public void learn(double logReturn, double volatility) {
    double size = Math.abs(logReturn);
    if (breaks >= WINSOR_FROM) {
      size = Math.min(size, WINSOR * Math.max(usual(volatility), mean));
    }
    breaks = Math.min(MEMORY, breaks + 1);
    mean += (size - mean) / breaks;
  }
}
