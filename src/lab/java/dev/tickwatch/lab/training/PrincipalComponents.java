package dev.tickwatch.lab.training;

import java.util.Arrays;

/** Principal components by power iteration, and regression on them. Pure functions. */
final class PrincipalComponents {
  private static final int ROUNDS = 100;

  private PrincipalComponents() {}

  /**
   * Coordinates along the two directions of the largest variance, uncorrelated.
   *
   * @param points by point, then dimension; not changed
   * @return by coordinate, then point; the second is all 0 where there is but one dimension
   */
  static double[][] firstTwo(double[][] points) {
    double[][] centred = centred(points);
    double[][] coordinates = new double[2][];
    for (int component = 0; component < 2; component++) {
      double[] direction = largest(centred);
      double[] along = project(centred, direction);
      coordinates[component] = along;
      for (int i = 0; i < centred.length; i++) {
        for (int d = 0; d < direction.length; d++) {
          centred[i][d] -= along[i] * direction[d];
        }
      }
    }
    return coordinates;
  }

  /** Share of the variance of values that a linear regression on coordinates explains, 0 to 1. */
  static double explained(double[][] uncorrelated, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double explained = 0;
    for (double[] coordinate : uncorrelated) {
      double product = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        product += coordinate[i] * (values[i] - mean);
        squares += coordinate[i] * coordinate[i];
      }
      explained += squares > 1e-9 ? product * product / squares : 0;
    }
    return variance == 0 ? 0 : explained / variance;
  }

  private static double[][] centred(double[][] points) {
    int dimensions = points[0].length;
    double[] mean = new double[dimensions];
    for (double[] point : points) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += point[d] / points.length;
      }
    }
    double[][] centred = new double[points.length][dimensions];
    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < dimensions; d++) {
        centred[i][d] = points[i][d] - mean[d];
      }
    }
    return centred;
  }

  private static double[] largest(double[][] centred) {
    int dimensions = centred[0].length;
    double[] direction = new double[dimensions];
    // Not a likely eigenvector's orthogonal.
    Arrays.setAll(direction, d -> 1 + 0.37 * Math.sin(3.1 * d + 1));
    normalise(direction);
    for (int round = 0; round < ROUNDS; round++) {
      double[] along = project(centred, direction);
      double[] next = new double[dimensions];
      for (int i = 0; i < centred.length; i++) {
        for (int d = 0; d < dimensions; d++) {
          next[d] += along[i] * centred[i][d];
        }
      }
      if (!normalise(next)) {
        return direction;
      }
      direction = next;
    }
    return direction;
  }

  private static double[] project(double[][] centred, double[] direction) {
    double[] along = new double[centred.length];
    for (int i = 0; i < centred.length; i++) {
      for (int d = 0; d < direction.length; d++) {
        along[i] += centred[i][d] * direction[d];
      }
    }
    return along;
  }

  /** False where the vector is next to nothing; it is left as it is. */
  private static boolean normalise(double[] vector) {
    double norm = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    if (norm < 1e-12) {
      return false;
    }
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= norm;
    }
    return true;
  }
}
