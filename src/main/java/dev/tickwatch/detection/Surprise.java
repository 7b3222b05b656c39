package dev.tickwatch.detection;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.window.Features;
import dev.tickwatch.window.SymbolWindow;

/**
 * The tests' statistics of one scored tick, and what a calibration makes of them. Pure functions.
 */
final class Surprise {
  private static final SurpriseTest[] TESTS = SurpriseTest.values();

  /** No tick is surer than this to keep its price. */
  private static final double LEAST_PROBABILITY = 1e-3;

  /** Statistic of a test that had too few ticks to look at; its score is 0. */
  static final double NOT_ASKED = Double.NEGATIVE_INFINITY;

  private Surprise() {}

  /**
   * Adds the oldest pending tick of a window to a history.
   *
   * @param row of the batch, with what the model made of the tick
   */
  static void remember(
      ResidualHistory history, SymbolWindow window, NormalScore normal, ScoreBatch batch, int row) {
    double u = batch.tickResidual[row * Features.MODELLED + Features.LOG_RETURN];
    history.add(
        window.pendingMove(0),
        u,
        normal.of(u),
        batch.sizeGivenReturn[row],
        unchangedProbability(batch, row));
  }

  static double unchangedProbability(ScoreBatch batch, int row) {
    double probability = 1 / (1 + Math.exp(-batch.unchanged[row]));
    return Math.max(LEAST_PROBABILITY, Math.min(1, probability));
  }

  /**
   * Statistics in the order of {@link SurpriseTest}.
   *
   * @param history already holds the tick, unless it is late
   * @param window whose oldest pending tick it is
   */
  static double[] statistics(
      ResidualHistory history, SymbolWindow window, ScoreBatch batch, int row) {
    double[] statistics = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      statistics[i] = statistic(TESTS[i], history, window, batch, row);
    }
    return statistics;
  }

  private static double statistic(
      SurpriseTest test, ResidualHistory history, SymbolWindow window, ScoreBatch batch, int row) {
    int at = row * Features.MODELLED;
    int scale = test.scale();
    return switch (test) {
      case TICK -> -(batch.tickLogLikelihood[at] + batch.tickLogLikelihood[at + 1]);
      case PRICE -> Math.abs(batch.tickResidual[at + Features.LOG_RETURN]);
      case JUMP -> Math.abs(window.pendingMove(0));
      case SHOCK -> shock(window);
      case REVERSAL -> history.reversal();
      case DRIFT_2, DRIFT_4, DRIFT_8, DRIFT_15, DRIFT_30, DRIFT_60 ->
          Math.abs(history.drift(scale));
      case SWING_4, SWING_8 -> history.swing(scale / 2);
      case BURST_5, BURST_10, BURST_20 ->
          history.count() < scale ? NOT_ASKED : history.energy(scale);
      case QUIET_12 -> history.count() < scale ? NOT_ASKED : -history.energy(scale);
      case STUCK -> history.still();
      case ZIGZAG_8 -> -history.neighbours(scale);
      case WICK -> window.pendingFeature(0, Features.WICK) / window.pendingVolatility(0);
      case VOLUME, VOLUME_3, VOLUME_6, VOLUME_12 -> history.volume(scale);
      case REPEATS -> window.pendingFeature(0, Features.REPEATS);
      case WINDOW -> history.count() < scale ? NOT_ASKED : -batch.elbo[row];
    };
  }

  /** See {@link SurpriseTest#SHOCK}. */
  static double shock(SymbolWindow window) {
    double wick = window.pendingFeature(0, Features.WICK) / window.pendingVolatility(0);
    double longer = Math.exp(window.pendingFeature(0, Features.LONG_VOLATILITY));
    return (Math.abs(window.pendingMove(0)) + wick) / longer;
  }

  /** Log likelihood of the tick given those before it, nats. */
  static double logLikelihood(ScoreBatch batch, int row) {
    double sum = 0;
    for (int f = 0; f < Features.MODELLED; f++) {
      sum += batch.tickLogLikelihood[row * Features.MODELLED + f];
    }
    return sum;
  }

  /** Each test's -log10 tail probability in a regime. */
  static double[] scores(double[] statistics, Regime regime, Calibration calibration) {
    double[] scores = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      scores[i] = calibration.test(regime.code(), TESTS[i].code()).score(statistics[i]);
    }
    return scores;
  }

  /**
   * The tests' scores as one number: log10 of the sum of the inverse tail probabilities, so close
   * to the largest score, and more where several tests agree. Up to a constant it is the harmonic
   * mean p-value, which holds for tests that depend on each other (Wilson, 2019, "The harmonic mean
   * p-value for combining dependent tests").
   */
  static double combine(double[] scores) {
    double largest = scores[strongest(scores)];
    double sum = 0;
    for (double score : scores) {
      sum += Math.pow(10, score - largest);
    }
    return largest + Math.log10(sum);
  }

  /** The test with the largest score. */
  static SurpriseTest strongestTest(double[] scores) {
    return TESTS[strongest(scores)];
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
