package dev.tickwatch.lab.forecast;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Charges for a predictive distribution, in the unit of the outcome; less is better. */
public final class ScoringRules {
  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);
  private static final double INVERSE_ROOT_OF_PI = 1 / Math.sqrt(Math.PI);

  private ScoringRules() {}

  /**
   * Continuous ranked probability score of a normal distribution (Gneiting et al. 2005): {@code
   * scale * (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi))} with {@code z = (observed - location) /
   * scale}.
   *
   * @param scale standard deviation, 0 or more; at 0 the score is the absolute error
   */
  public static double crpsNormal(double location, double scale, double observed) {
    if (scale == 0) {
      return Math.abs(observed - location);
    }
    double z = (observed - location) / scale;
    return scale
        * (z * (2 * STANDARD_NORMAL.cumulativeProbability(z) - 1)
            + 2 * STANDARD_NORMAL.density(z)
            - INVERSE_ROOT_OF_PI);
  }

  /**
   * Continuous ranked probability score of Student's t with location and scale (Jordan, Krueger &
   * Lerch 2019).
   *
   * @param degreesOfFreedom above 1; infinite for a normal distribution
   * @param scale 0 or more; the standard deviation is {@code sqrt(nu / (nu - 2))} times as large
   * @throws IllegalArgumentException when the mean does not exist
   */
  public static double crpsStudentT(
      double degreesOfFreedom, double location, double scale, double observed) {
    if (!(degreesOfFreedom > 1)) {
      throw new IllegalArgumentException(
          "no mean with " + degreesOfFreedom + " degrees of freedom, and so no score");
    }
    if (Double.isInfinite(degreesOfFreedom) || scale == 0) {
      return crpsNormal(location, scale, observed);
    }
    double nu = degreesOfFreedom;
    double z = (observed - location) / scale;
    TDistribution t = TDistribution.of(nu);
    // The betas of the formula, by f(0) = 1 / (sqrt(nu) B(1/2, nu/2)) at nu and at 2 nu - 1.
    double peak = t.density(0);
    double betas =
        nu * peak * peak / (Math.sqrt(2 * nu - 1) * TDistribution.of(2 * nu - 1).density(0));
    return scale
        * (z * (2 * t.cumulativeProbability(z) - 1)
            + (2 * t.density(z) * (nu + z * z) - 2 * Math.sqrt(nu) * betas) / (nu - 1));
  }

  /**
   * Log density of Student's t with location and scale; more is better.
   *
   * @param degreesOfFreedom above 0; infinite for a normal distribution
   * @param scale above 0
   */
  public static double logDensity(
      double degreesOfFreedom, double location, double scale, double observed) {
    return standard(degreesOfFreedom).logDensity((observed - location) / scale) - Math.log(scale);
  }

  /**
   * Pinball loss of a quantile: {@code level} for every unit that the outcome is above it, {@code 1
   * - level} for every unit below.
   *
   * @param level of the quantile, between 0 and 1
   */
  public static double pinball(double level, double quantile, double observed) {
    double above = observed - quantile;
    return above >= 0 ? level * above : (level - 1) * above;
  }

  /**
   * Quantile of Student's t with location 0 and scale 1.
   *
   * @param degreesOfFreedom above 0; infinite for a normal distribution
   * @param level between 0 and 1
   */
  public static double standardQuantile(double degreesOfFreedom, double level) {
    return standard(degreesOfFreedom).inverseCumulativeProbability(level);
  }

  private static ContinuousDistribution standard(double degreesOfFreedom) {
    return Double.isInfinite(degreesOfFreedom)
        ? STANDARD_NORMAL
        : TDistribution.of(degreesOfFreedom);
  }

  /**
   * Share of outcomes that lie in their interval, ends included.
   *
   * @param low lower ends
   * @param high upper ends, one a lower end
   * @param observed outcomes, one an interval
   * @return NaN when there is none
   * @throws IllegalArgumentException when lengths differ
   */
  public static double coverage(double[] low, double[] high, double[] observed) {
    if (low.length != high.length || low.length != observed.length) {
      throw new IllegalArgumentException("intervals and outcomes differ in number");
    }
    int covered = 0;
    for (int i = 0; i < observed.length; i++) {
      if (low[i] <= observed[i] && observed[i] <= high[i]) {
        covered++;
      }
    }
    return covered / (double) observed.length;
  }
}
