package dev.tickwatch.detect.statistic;

import dev.tickwatch.state.Fields;

/**
 * How large a symbol's ticks have been over a long time: mean and mean absolute deviation of the
 * log size (less the day's profile), of calm ticks. The model's forecast takes a surge for granted
 * after its first ticks; this reference does not. Mutable; not thread-safe.
 */
public final class SizeHistory {
  private static final double MEMORY = 2_000;
  private static final int FEWEST = 30;

  /** A size counts at most so many deviations when it is learnt. */
  private static final double WINSOR = 4;

  private static final double LEAST_DEVIATION = 0.1;

  /** From the mean absolute deviation of a normal variable to its standard deviation. */
  private static final double SIGMA = Math.sqrt(Math.PI / 2);

  private long ticks;
  private double mean;
  private double deviation = 1;

  /** Of a symbol that has not been seen. */
  public SizeHistory() {}

  /** Visits all that is remembered. */
  public void visit(Fields fields) {
    ticks = fields.int64(ticks);
    mean = fields.float64(mean);
    deviation = fields.float64(deviation);
  }

  /** A log size in standard deviations from the mean; 0 while too little is known. */
  public double standardise(double logSize) {
    return ticks < FEWEST ? 0 : (logSize - mean) / Math.max(LEAST_DEVIATION, SIGMA * deviation);
  }

  /** Learns from a calm tick. */
  public void learn(double logSize) {
    ticks++;
    double share = Math.max(1 / MEMORY, 1.0 / ticks);
    if (ticks == 1) {
      mean = logSize;
    }
    double most = ticks <= FEWEST ? Double.POSITIVE_INFINITY : WINSOR * deviation;
    double off = Math.max(-most, Math.min(most, logSize - mean));
    mean += share * off;
    deviation += share * (Math.abs(off) - deviation);
  }
}
