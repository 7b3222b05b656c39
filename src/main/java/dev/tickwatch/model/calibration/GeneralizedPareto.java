package dev.tickwatch.model.calibration;

/**
 * Generalised Pareto distribution of excesses over a threshold, with location 0.
 *
 * <p>{@code P(Y > y) = (1 + shape * y / scale)^(-1/shape)}, and {@code exp(-y / scale)} for shape
 * 0. Fitted by maximum likelihood over one parameter, {@code theta = shape / scale} (Grimshaw,
 * 1993, "Computing Maximum Likelihood Estimates for the Generalized Pareto Distribution"). A
 * negative shape would give the tail an end, beyond which every score is infinite: where the data
 * ask for one, the exponential is fitted instead, which overstates the tail and so never alerts
 * more than asked.
 *
 * @param shape zero or more
 * @param scale positive
 */
public record GeneralizedPareto(double shape, double scale) {
  private static final int GRID = 200;
  private static final double SMALLEST = 1e-4;
  private static final double LARGEST = 1e3;

  /**
   * @throws IllegalArgumentException when a parameter is out of bounds
   */
  public GeneralizedPareto {
    if (!(shape >= 0) || !(scale > 0) || Double.isInfinite(shape) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "GPD shape " + shape + " or scale " + scale + " is out of bounds");
    }
  }

  /**
   * Maximum likelihood fit.
   *
   * @param excesses over the threshold, each zero or more, at least one positive
   * @throws IllegalArgumentException when there is no positive excess
   */
  public static GeneralizedPareto fit(double[] excesses) {
    double mean = 0;
    for (double y : excesses) {
      mean += y / excesses.length;
    }
    if (!(mean > 0)) {
      throw new IllegalArgumentException("no excess is positive");
    }
    double best = 0;
    double bestLikelihood = -excesses.length * (Math.log(mean) + 1); // exponential
    double ratio = Math.pow(LARGEST / SMALLEST, 1.0 / (GRID - 1));
    for (int i = 0; i < GRID; i++) {
      double theta = SMALLEST * Math.pow(ratio, i) / mean;
      double likelihood = profile(theta, excesses);
      if (likelihood > bestLikelihood) {
        best = theta;
        bestLikelihood = likelihood;
      }
    }
    if (best == 0) {
      return new GeneralizedPareto(0, mean);
    }
    double theta = refine(best / ratio, best * ratio, excesses);
    double shape = shapeAt(theta, excesses);
    return new GeneralizedPareto(shape, shape / theta);
  }

  /** Golden-section search for the maximum of the profile likelihood. */
  private static double refine(double low, double high, double[] excesses) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double a = low;
    double b = high;
    while (b - a > 1e-9 * b) {
      double left = b - golden * (b - a);
      double right = a + golden * (b - a);
      if (profile(left, excesses) > profile(right, excesses)) {
        b = right;
      } else {
        a = left;
      }
    }
    return (a + b) / 2;
  }

  private static double shapeAt(double theta, double[] excesses) {
    double sum = 0;
    for (double y : excesses) {
      sum += Math.log1p(theta * y);
    }
    return sum / excesses.length;
  }

  /** Log likelihood at the best shape for a theta. */
  private static double profile(double theta, double[] excesses) {
    double shape = shapeAt(theta, excesses);
    return -excesses.length * (Math.log(shape / theta) + shape + 1);
  }

  /** Natural log of P(Y > y); 0 for y at or below 0. */
  public double logTail(double y) {
    if (y <= 0) {
      return 0;
    }
    return shape < 1e-12 ? -y / scale : -Math.log1p(shape * y / scale) / shape;
  }
}
