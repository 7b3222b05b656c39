package dev.tickwatch.lab.baseline.forecast;

/**
 * A GARCH(1,1) process: {@code next variance = (1 - alpha - beta) * longRun + alpha * squared
 * return + beta * variance}.
 *
 * @param alpha weight of the newest squared return
 * @param beta weight of the variance before
 * @param longRun variance that it returns to
 * @param breakFactor how many times the variance within a session a return across a session break
 *     has
 */
public record GarchParameters(double alpha, double beta, double longRun, double breakFactor) {

  /** What of a shock is left one bar later; below 1. */
  public double persistence() {
    return alpha + beta;
  }

  double next(double variance, double squaredReturn, double towards) {
    return Math.max(
        (1 - persistence()) * towards + alpha * squaredReturn + beta * variance,
        LogReturns.LEAST_VARIANCE);
  }
}
