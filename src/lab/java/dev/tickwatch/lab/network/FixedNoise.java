package dev.tickwatch.lab.network;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Standard normal points that stay the same from run to run: Halton's sequence in the first D prime
 * bases, shifted by the seed (Cranley and Patterson), in pairs of opposite sign so that their mean
 * is exactly zero.
 */
public final class FixedNoise {
  private final int draws;
  private final int dimensions;
  private final float[] points;

  /**
   * @param draws L; with one, the posterior mean is taken
   * @param dimensions D
   */
  public FixedNoise(int draws, int dimensions, long seed) {
    this.draws = draws;
    this.dimensions = dimensions;
    points = points(draws, dimensions, seed);
  }

  /** The same draws for every example, as constants of the graph. */
  public <V> Draws<V> in(Algebra<V> math) {
    return draws == 1
        ? Draws.mean()
        : new Draws<>(draws, math.constant(points, 1, draws, dimensions));
  }

  /** {@code [draws][dimensions]}, row-major; all zero for one draw. */
  static float[] points(int draws, int dimensions, long seed) {
    float[] points = new float[draws * dimensions];
    NormalDistribution normal = NormalDistribution.of(0, 1);
    SplittableRandom random = new SplittableRandom(seed);
    int base = 1;
    for (int d = 0; d < dimensions; d++) {
      base = nextPrime(base);
      double shift = random.nextDouble();
      for (int pair = 0; pair < draws / 2; pair++) {
        double unit = (radicalInverse(pair + 1, base) + shift) % 1;
        // Half a cell away from 0 and 1, where the quantile is infinite.
        double inside = Math.min(Math.max(unit, 0.25 / draws), 1 - 0.25 / draws);
        float point = (float) normal.inverseCumulativeProbability(inside);
        points[2 * pair * dimensions + d] = point;
        points[(2 * pair + 1) * dimensions + d] = -point;
      }
    }
    return points;
  }

  private static double radicalInverse(int index, int base) {
    double value = 0;
    double digit = 1.0 / base;
    for (int rest = index; rest > 0; rest /= base) {
      value += rest % base * digit;
      digit /= base;
    }
    return value;
  }

  private static int nextPrime(int after) {
    int candidate = after + 1;
    while (!isPrime(candidate)) {
      candidate++;
    }
    return candidate;
  }

  private static boolean isPrime(int number) {
    for (int factor = 2; factor * factor <= number; factor++) {
      if (number % factor == 0) {
        return false;
      }
    }
    return number >= 2;
  }
}
