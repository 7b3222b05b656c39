package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the tests make of one tick.
 *
 * @param score -log10 of its tail probability: the share of calm ticks that are as surprising
 * @param episodeScore -log10 of the rate at which episodes as surprising begin, a calm tick
 * @param statistic code of the test that found most
 * @param ownCalibration share of the symbol's own ticks in its calibration, 0 to 1
 * @param contributions what the tests saw, largest score first; asked for before the symbol's state
 *     learns from the tick
 */
record Judgement(
    double score,
    double episodeScore,
    String statistic,
    double ownCalibration,
    Supplier<List<Contribution>> contributions) {

  /** Tests with a smaller score say nothing; the largest is told all the same. */
  private static final double LEAST_SCORE = 1;

  private static final LevelTest[] TESTS = LevelTest.values();

  /** Each test has its chance of a false alert (Bonferroni); decades. */
  private static final double CHANCES = Math.log10(TESTS.length);

  /**
   * Of a tick of prices.
   *
   * @param episodeScore against the symbol's own past
   * @param pooledEpisodes the same against all symbols
   * @param pooledTicks score against all symbols; the symbol's own past moves it by as many decades
   */
  static Judgement ofTests(
      double episodeScore,
      double pooledEpisodes,
      double pooledTicks,
      String statistic,
      double ownCalibration,
      Supplier<List<Contribution>> contributions) {
    double score = Math.max(0, pooledTicks + episodeScore - pooledEpisodes);
    return new Judgement(score, episodeScore, statistic, ownCalibration, contributions);
  }

  /**
   * Of the oldest pending tick of a metric, by its {@link LevelTest tests}.
   *
   * @param expected value that the model expected
   */
  static Judgement ofMetric(LevelHistory levels, SymbolWindow window, double expected) {
    double[] distances = levels.distances(window.pendingTime(0), window.pendingPrice(0), expected);
    double[] scores = levels.scores(distances);
    List<Integer> byScore = new ArrayList<>();
    for (int i = 0; i < TESTS.length; i++) {
      byScore.add(i);
    }
    byScore.sort(Comparator.comparingDouble(i -> -scores[i]));
    int strongest = byScore.get(0);
    double score = Math.max(0, scores[strongest] - CHANCES);
    return new Judgement(
        score,
        score,
        TESTS[strongest].code(),
        1,
        () ->
            byScore.stream()
                .filter(i -> i == strongest || scores[i] >= LEAST_SCORE)
                .map(i -> contribution(TESTS[i], scores[i], distances[i], levels, window, expected))
                .toList());
  }

  private static Contribution contribution(
      LevelTest test,
      double score,
      double distance,
      LevelHistory levels,
      SymbolWindow window,
      double expected) {
    return new Contribution(
        test.code(),
        test.feature(),
        test.scale(),
        0,
        score,
        distance,
        levels.expectedValue(test, window.pendingTime(0), expected),
        levels.seenValue(test, window.pendingPrice(0)));
  }
}
