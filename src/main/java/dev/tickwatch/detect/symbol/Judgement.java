package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.statistic.Finding;
import dev.tickwatch.detect.statistic.LevelHistory;
import dev.tickwatch.detect.statistic.LevelStatistic;
import dev.tickwatch.detect.statistic.LevelStatistics;
import dev.tickwatch.detect.statistic.LevelTick;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the statistics make of one tick.
 *
 * @param score -log10 of its tail probability: the share of calm ticks that are as surprising
 * @param episodeScore -log10 of the rate at which episodes as surprising begin, a calm tick
 * @param statistic code of the one that found most
 * @param ownCalibration share of the symbol's own ticks in its calibration, 0 to 1
 * @param contributions what they saw, largest score first; asked for before the symbol's state
 *     learns from the tick
 */
record Judgement(
    double score,
    double episodeScore,
    String statistic,
    double ownCalibration,
    Supplier<List<Contribution>> contributions) {

  /** Each statistic has its chance of a false alert (Bonferroni); decades. */
  private static final double CHANCES = Math.log10(LevelStatistics.COUNT);

  /**
   * Of a tick of prices.
   *
   * @param episodeScore against the symbol's own past
   * @param pooledEpisodes the same against all symbols
   * @param pooledTicks score against all symbols; the symbol's own past moves it by as many decades
   */
  static Judgement ofPrice(
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
   * Of a tick of a metric.
   *
   * @param levels of the metric, without the tick
   */
  static Judgement ofMetric(LevelHistory levels, LevelTick tick) {
    double[] distances = levels.distances(tick);
    double[] scores = levels.scores(distances);
    List<Integer> byScore = Attribution.byScore(scores);
    int strongest = byScore.get(0);
    double score = Math.max(0, scores[strongest] - CHANCES);
    return new Judgement(
        score,
        score,
        LevelStatistics.ALL.get(strongest).code(),
        1,
        () ->
            byScore.stream()
                .filter(i -> i == strongest || scores[i] >= Attribution.LEAST_SCORE)
                .map(
                    i ->
                        contribution(
                            LevelStatistics.ALL.get(i), scores[i], distances[i], levels, tick))
                .toList());
  }

  private static Contribution contribution(
      LevelStatistic statistic,
      double score,
      double distance,
      LevelHistory levels,
      LevelTick tick) {
    return Attribution.contribution(
        statistic,
        score,
        new Finding(0, distance, statistic.expected(levels, tick), statistic.seen(levels, tick)));
  }
}
