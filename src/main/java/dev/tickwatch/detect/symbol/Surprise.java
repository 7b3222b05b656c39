package dev.tickwatch.detect.symbol;

import static dev.tickwatch.detect.symbol.SurpriseTest.BURST_10;
import static dev.tickwatch.detect.symbol.SurpriseTest.BURST_20;
import static dev.tickwatch.detect.symbol.SurpriseTest.BURST_5;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_15;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_2;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_30;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_4;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_60;
import static dev.tickwatch.detect.symbol.SurpriseTest.DRIFT_8;
import static dev.tickwatch.detect.symbol.SurpriseTest.JUMP;
import static dev.tickwatch.detect.symbol.SurpriseTest.PRICE;
import static dev.tickwatch.detect.symbol.SurpriseTest.QUIET_12;
import static dev.tickwatch.detect.symbol.SurpriseTest.REPEATS;
import static dev.tickwatch.detect.symbol.SurpriseTest.REVERSAL;
import static dev.tickwatch.detect.symbol.SurpriseTest.SHOCK;
import static dev.tickwatch.detect.symbol.SurpriseTest.STUCK;
import static dev.tickwatch.detect.symbol.SurpriseTest.SURGE_12;
import static dev.tickwatch.detect.symbol.SurpriseTest.SURGE_3;
import static dev.tickwatch.detect.symbol.SurpriseTest.SURGE_6;
import static dev.tickwatch.detect.symbol.SurpriseTest.SWING_4;
import static dev.tickwatch.detect.symbol.SurpriseTest.SWING_8;
import static dev.tickwatch.detect.symbol.SurpriseTest.TICK;
import static dev.tickwatch.detect.symbol.SurpriseTest.VOLUME;
import static dev.tickwatch.detect.symbol.SurpriseTest.VOLUME_12;
import static dev.tickwatch.detect.symbol.SurpriseTest.VOLUME_3;
import static dev.tickwatch.detect.symbol.SurpriseTest.VOLUME_6;
import static dev.tickwatch.detect.symbol.SurpriseTest.WICK;
import static dev.tickwatch.detect.symbol.SurpriseTest.WINDOW;
import static dev.tickwatch.detect.symbol.SurpriseTest.ZIGZAG_8;

import dev.tickwatch.model.calibration.TailModel;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;

/**
 * The tests' statistics of one scored tick, and what a calibration makes of them. Pure functions.
 */
final class Surprise {
  private static final SurpriseTest[] TESTS = SurpriseTest.values();

  /** Tests of one sum, by rising span. */
  private static final SurpriseTest[] DRIFTS = {
    DRIFT_2, DRIFT_4, DRIFT_8, DRIFT_15, DRIFT_30, DRIFT_60
  };

  private static final SurpriseTest[] ENERGIES = {BURST_5, BURST_10, QUIET_12, BURST_20};
  private static final SurpriseTest[] VOLUMES = {VOLUME, VOLUME_3, VOLUME_6, VOLUME_12};
  private static final SurpriseTest[] SURGES = {SURGE_3, SURGE_6, SURGE_12};

  /** No tick is surer than this to keep its price. */
  private static final double LEAST_PROBABILITY = 1e-3;

  private static final double LN_10 = Math.log(10);

  /** Statistic of a test that had too few ticks to look at; its score is 0. */
  static final double NOT_ASKED = Double.NEGATIVE_INFINITY;

  private Surprise() {}

  /**
   * Adds the oldest pending tick of a window to a history.
   *
   * @param sizes of the symbol, without the tick
   * @param row of the batch, with what the model made of the tick
   */
  static void remember(
      ResidualHistory history,
      SizeHistory sizes,
      SymbolWindow window,
      NormalScore normal,
      ScoreBatch batch,
      int row) {
    double u = batch.tickResidual[row * Features.MODELLED + Features.LOG_RETURN];
    history.add(
        window.pendingMove(0),
        u,
        normal.of(u),
        batch.sizeGivenReturn[row],
        unchangedProbability(batch, row),
        window.pendingFeature(0, Features.WICK) > 0,
        sizes.standardise(window.pendingFeature(0, Features.LOG_SIZE)));
  }

  static double unchangedProbability(ScoreBatch batch, int row) {
    double probability = 1 / (1 + Math.exp(-batch.unchanged[row]));
    return Math.max(LEAST_PROBABILITY, Math.min(1, probability));
  }

  /**
   * Computes each test's statistic.
   *
   * @param history already holds the tick, unless it is late
   * @param window whose oldest pending tick it is
   * @param into receives them, by test
   */
  static void statistics(
      ResidualHistory history, SymbolWindow window, ScoreBatch batch, int row, double[] into) {
    int at = row * Features.MODELLED;
    set(into, TICK, -(batch.tickLogLikelihood[at] + batch.tickLogLikelihood[at + 1]));
    set(into, PRICE, Math.abs(batch.tickResidual[at + Features.LOG_RETURN]));
    set(into, JUMP, Math.abs(window.pendingMove(0)));
    set(into, SHOCK, shock(window));
    set(into, REVERSAL, history.reversal());
    sums(history, into);
    set(into, SWING_4, history.swing(SWING_4.scale() / 2));
    set(into, SWING_8, history.swing(SWING_8.scale() / 2));
    set(into, STUCK, history.still());
    set(into, ZIGZAG_8, -history.neighbours(ZIGZAG_8.scale()));
    set(into, WICK, window.pendingFeature(0, Features.WICK) / window.pendingVolatility(0));
    set(into, REPEATS, window.pendingFeature(0, Features.REPEATS));
    set(into, WINDOW, history.count() < WINDOW.scale() ? NOT_ASKED : -batch.elbo[row]);
  }

  /** Tests of one sum over several spans: each goes on from the sum over the span before. */
  private static void sums(ResidualHistory history, double[] into) {
    double sum = 0;
    int summed = 0;
    for (SurpriseTest test : DRIFTS) {
      sum = history.scoreSum(sum, summed, test.scale());
      summed = test.scale();
      set(into, test, Math.abs(sum / Math.sqrt(summed)));
    }
    sum = 0;
    summed = 0;
    for (SurpriseTest test : ENERGIES) {
      sum = history.energySum(sum, summed, test.scale());
      summed = test.scale();
      double energy = test == QUIET_12 ? -sum : sum;
      set(into, test, history.count() < summed ? NOT_ASKED : energy);
    }
    sum = 0;
    summed = 0;
    for (SurpriseTest test : VOLUMES) {
      sum = history.sizeSum(sum, summed, test.scale());
      summed = test.scale();
      set(into, test, sum / Math.sqrt(summed));
    }
    sum = 0;
    summed = 0;
    for (SurpriseTest test : SURGES) {
      sum = history.surgeSum(sum, summed, test.scale());
      summed = test.scale();
      set(into, test, history.count() < summed ? NOT_ASKED : sum / Math.sqrt(summed));
    }
  }

  private static void set(double[] values, SurpriseTest test, double value) {
    values[test.index()] = value;
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

  /**
   * Computes each test's -log10 tail probability.
   *
   * @param tails by test
   * @param scores receives them, by test
   */
  static void scores(double[] statistics, TailModel[] tails, double[] scores) {
    for (int i = 0; i < TESTS.length; i++) {
      scores[i] = tails[i].score(statistics[i]);
    }
  }

  /**
   * What the tests' scores are worth to a symbol, in the combination.
   *
   * @param pooled the tests' scores against all symbols
   * @param own receives them, by test
   */
  static void own(double[] pooled, ExceedanceRates rates, double[] own) {
    for (int i = 0; i < TESTS.length; i++) {
      own[i] = Math.max(0, rates.own(i, pooled[i]) - TESTS[i].handicap());
    }
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
      sum += Math.exp(LN_10 * (score - largest)); // sooner than a power of ten
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
