package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution with fixed degrees of freedom, location and scale. */
public final class StudentT {
  private static final int FIT_ROUNDS = 60;
  private static final double SMALLEST_SCALE = 1e-6;

  private StudentT() {}

  /** A location and a scale. */
  public record Fitted(double location, double scale) {}

  /** The part of the log density that depends on the degrees of freedom alone. */
  static double logConstant(double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).logDensity(0);
  }

  /** Log density, elementwise, of a residual that is already divided by the scale. */
  static <V> V logLikelihood(Algebra<V> math, double degreesOfFreedom, V residual, V scale) {
    double nu = degreesOfFreedom;
    V tail = math.log(math.add(math.mul(math.mul(residual, residual), 1 / nu), 1));
    V density = math.add(math.mul(tail, -(nu + 1) / 2), logConstant(nu));
    return math.sub(density, math.log(scale));
  }

  /** Log density of one value. */
  public static double logLikelihood(double degreesOfFreedom, double value, Fitted spread) {
    double nu = degreesOfFreedom;
    double residual = (value - spread.location) / spread.scale;
    return logConstant(nu)
        - Math.log(spread.scale)
        - (nu + 1) / 2 * Math.log1p(residual * residual / nu);
  }

  /** Most likely location and scale of a sample, by expectation-maximisation. */
  public static Fitted fit(double degreesOfFreedom, double[] values) {
    double nu = degreesOfFreedom;
    Fitted fitted = new Fitted(0, 1);
    for (int round = 0; round < FIT_ROUNDS; round++) {
      double total = 0;
      double sum = 0;
      for (double value : values) {
        double weight = weight(nu, value, fitted);
        total += weight;
        sum += weight * value;
      }
      double location = sum / total;
      double squares = 0;
      for (double value : values) {
        squares += weight(nu, value, fitted) * (value - location) * (value - location);
      }
      fitted = new Fitted(location, Math.max(SMALLEST_SCALE, Math.sqrt(squares / values.length)));
    }
    return fitted;
  }

  private static double weight(double nu, double value, Fitted spread) {
    double residual = (value - spread.location) / spread.scale;
    return (nu + 1) / (nu + residual * residual);
  }
}
