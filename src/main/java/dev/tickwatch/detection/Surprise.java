package dev.tickwatch.detection;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.window.Features;

/**
 * The tests' statistics of one scored tick, and what a calibration makes of them. Pure functions.
 */
final class Surprise {
  private static final SurpriseTest[] TESTS = SurpriseTest.values();

  /**
   * How much the largest test outweighs the rest in their combination; infinity would be the
   * maximum.
   */
  private static final double SHARPNESS = 2;

  private Surprise() {}

  /**
   * Statistics in the order of {@link SurpriseTest}.
   *
   * @param history already holds the tick
   * @param move the tick's return in volatilities
   */
  static double[] statistics(ResidualHistory history, double move, ScoreBatch batch, int row) {
    int at = row * Features.MODELLED;
    double[] statistics = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      statistics[i] =
          switch (TESTS[i]) {
            case TICK -> -logLikelihood(batch, row);
            case PRICE -> Math.abs(batch.tickResidual[at + Features.LOG_RETURN]);
            case JUMP -> Math.abs(move);
            case VOLUME -> batch.tickResidual[at + Features.LOG_SIZE];
            case VOLUME_5 -> history.volume(5);
            case VOLUME_12 -> history.volume(12);
            case DRIFT_5 -> Math.abs(history.drift(5));
            case DRIFT_15 -> Math.abs(history.drift(15));
            case DRIFT_30 -> Math.abs(history.drift(30));
            case BURST_5 -> history.energy(5);
            case BURST_20 -> history.energy(20);
            case QUIET_12 -> -history.energy(12);
            case ZIGZAG_8 -> -history.neighbours(8);
            case WINDOW -> -batch.elbo[row];
          };
    }
    return statistics;
  }

  /** Log likelihood of the tick given those before it, nats. */
  static double logLikelihood(ScoreBatch batch, int row) {
    double sum = 0;
    for (int f = 0; f < Features.MODELLED; f++) {
      sum += batch.tickLogLikelihood[row * Features.MODELLED + f];
    }
    return sum;
  }

  /** Each test's -log10 tail probability. */
  static double[] scores(double[] statistics, Calibration calibration) {
    double[] scores = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      scores[i] = calibration.test(TESTS[i].code()).score(statistics[i]);
    }
    return scores;
  }

  /** The tests' scores as one number: close to the largest, a little more where several agree. */
  static double combine(double[] scores) {
    double largest = scores[strongest(scores)];
    double sum = 0;
    for (double score : scores) {
      sum += Math.pow(10, SHARPNESS * (score - largest));
    }
    return largest + Math.log10(sum) / SHARPNESS;
  }

  /** Code of the test with the largest score. */
  static String strongestTest(double[] scores) {
    return TESTS[strongest(scores)].code();
  }

  private static int strongest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
