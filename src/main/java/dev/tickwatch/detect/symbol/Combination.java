package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.statistic.TickStatistic;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.model.calibration.TailModel;

/** From the values of the statistics to one number. Pure functions. */
final class Combination {
  private static final TickStatistic[] STATISTICS =
      TickStatistics.ALL.toArray(TickStatistic[]::new);

  private static final double LN_10 = Math.log(10);

  private Combination() {}

  /**
   * Computes each statistic's -log10 tail probability.
   *
   * @param values of the statistics, in their order
   * @param tails the same
   * @param scores receives them
   */
  static void scores(double[] values, TailModel[] tails, double[] scores) {
    for (int i = 0; i < STATISTICS.length; i++) {
      scores[i] = tails[i].score(values[i]);
    }
  }

  /**
   * What the statistics' scores are worth to a symbol, in the combination.
   *
   * @param pooled the statistics' scores against all symbols
   * @param own receives them
   */
  static void own(double[] pooled, ExceedanceRates rates, double[] own) {
    for (int i = 0; i < STATISTICS.length; i++) {
      own[i] = Math.max(0, rates.own(i, pooled[i]) - STATISTICS[i].handicap());
    }
  }

  /**
   * The statistics' scores as one number: log10 of the sum of the inverse tail probabilities, so
   * close to the largest score, and more where several statistics agree. Up to a constant it is the
   * harmonic mean p-value, which holds for tests that depend on each other (Wilson, 2019, "The
   * harmonic mean p-value for combining dependent tests").
   */
  static double combine(double[] scores) {
    double largest = scores[indexOfStrongest(scores)];
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(LN_10 * (score - largest)); // sooner than a power of ten
    }
    return largest + Math.log10(sum);
  }

  /** The statistic with the largest score. */
  static TickStatistic strongest(double[] scores) {
    return STATISTICS[indexOfStrongest(scores)];
  }

  private static int indexOfStrongest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
