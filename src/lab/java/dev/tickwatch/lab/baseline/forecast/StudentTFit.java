package dev.tickwatch.lab.baseline.forecast;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.math3.special.Gamma;

/**
 * Student's t around 0 by maximum likelihood.
 *
 * @param degreesOfFreedom above 2, at most 200
 * @param scale above 0
 */
record StudentTFit(double degreesOfFreedom, double scale) {
  private static final int MOST_EVALUATIONS = 1000;
  private static final double TOLERANCE = 1e-7; // of the mean log likelihood
  private static final double LEAST_SCALE = 1e-3;

  /**
   * Fits it.
   *
   * @throws IllegalArgumentException when there is no sample
   */
  static StudentTFit of(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no return to fit Student's t to");
    }
    double[] best =
        new SimplexOptimizer(TOLERANCE, TOLERANCE)
            .optimize(
                new MaxEval(MOST_EVALUATIONS),
                new ObjectiveFunction(point -> parameters(point).cost(samples)),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {1, 0}),
                new NelderMeadSimplex(2, 0.5))
            .getPoint();
    return parameters(best);
  }

  private static StudentTFit parameters(double[] point) {
    // Prices that often stand still would have a scale of 0.
    return new StudentTFit(
        Math.min(2 + Math.exp(point[0]), 200), Math.max(Math.exp(point[1]), LEAST_SCALE));
  }

  /** Mean negative log likelihood. */
  private double cost(double[] samples) {
    double nu = degreesOfFreedom;
    double sum = 0;
    for (double sample : samples) {
      double z = sample / scale;
      sum += Math.log1p(z * z / nu);
    }
    return (nu + 1) / 2 * sum / samples.length
        + Math.log(scale)
        + Math.log(nu) / 2
        + Gamma.logGamma(nu / 2)
        - Gamma.logGamma((nu + 1) / 2);
  }
}
