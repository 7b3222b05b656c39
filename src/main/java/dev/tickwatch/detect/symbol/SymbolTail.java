package dev.tickwatch.detect.symbol;

import dev.tickwatch.state.Fields;

/**
 * How far one symbol's alert scores are too high, told by those below the threshold.
 *
 * <p>Under the pooled calibration, episodes that rise above a score of s begin at a rate of 10^-s a
 * tick. A symbol that is unlike those of the training data passes every level more often, and the
 * higher ones by more. Its episodes above {@value #LOWER} and {@value #UPPER} are counted against
 * how often they should begin, and scores are lowered by the line through the two excesses, beyond
 * them too.
 *
 * <p>Episodes that become alerts are not counted; they count as what the budget grants, whatever
 * there are. For an anomaly and a false alert look alike, but anomalies, however many and however
 * large, leave what lies below the threshold nearly as it is, and where false alerts are too many,
 * so are the episodes that come close. So an anomaly does not raise the bar for the next, but for
 * what it leaves behind: where sums go on above a level once its alert has closed, that is an
 * episode more, and so is an anomaly that a symbol whose scores are lowered already does not alert
 * on.
 *
 * <p>The pooled rates count as {@value #PRIOR_TICKS} ticks of evidence, and old ticks fade. Nothing
 * raises a score, and the order of scores is kept. Mutable; not thread-safe.
 */
final class SymbolTail {
  private static final double LOWER = 1.7;
  private static final double UPPER = 2.5;
  private static final double LOWER_RATE = Math.pow(10, -LOWER);
  private static final double UPPER_RATE = Math.pow(10, -UPPER);
  private static final double PRIOR_TICKS = 250;
  private static final double MEMORY = 8_000;
  private static final int QUIET_TICKS = 10;

  /** A decade of pooled scores is worth so much at least. */
  private static final double LEAST_SLOPE = 0.2;

  private double ticks;
  private double aboveLower;
  private double aboveUpper;

  /** Of the episode that is open; 0 when none is. */
  private double peak;

  private int quiet;

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    ticks = fields.float64(ticks);
    aboveLower = fields.float64(aboveLower);
    aboveUpper = fields.float64(aboveUpper);
    peak = fields.float64(peak);
    quiet = fields.int32(quiet);
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
   * @return at most {@code pooled}
   */
  double adjust(double pooled, double budgetRate) {
    double lower = excess(aboveLower, LOWER_RATE, budgetRate);
    if (pooled <= LOWER) {
      return pooled * Math.max(LEAST_SLOPE, 1 - lower / LOWER);
    }
    double upper = Math.max(lower, excess(aboveUpper, UPPER_RATE, budgetRate));
    double slope = Math.max(LEAST_SLOPE, 1 - (upper - lower) / (UPPER - LOWER));
    return LOWER * Math.max(LEAST_SLOPE, 1 - lower / LOWER) + (pooled - LOWER) * slope;
  }

  /**
   * Decades by which the symbol passes a level more often than all symbols do; 0 or more.
   *
   * @param passing how often a tick all symbols do
   */
  private double excess(double counted, double passing, double budgetRate) {
    double expected = (ticks + PRIOR_TICKS) * passing;
    double seen = counted + Math.min(budgetRate, passing) * ticks + PRIOR_TICKS * passing;
    return seen <= expected ? 0 : Math.log10(seen / expected);
  }

  /**
   * Learns from a tick.
   *
   * @param pooled its score against all symbols' ticks
   * @param alerting whether it lies within an alert: then its episode is none that is counted
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
