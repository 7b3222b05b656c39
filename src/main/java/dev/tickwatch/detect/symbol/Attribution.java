package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.statistic.Finding;
import dev.tickwatch.detect.statistic.Statistic;
import dev.tickwatch.detect.statistic.TickEvidence;
import dev.tickwatch.detect.statistic.TickStatistic;
import dev.tickwatch.detect.statistic.TickStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which statistics found a tick surprising, and what each of them saw. */
final class Attribution {
  private static final int MOST = 5;

  /** Statistics with a smaller score say nothing; the largest is told all the same. */
  static final double LEAST_SCORE = 1;

  private Attribution() {}

  /**
   * The statistics with the largest scores, largest first; one or more.
   *
   * @param scores of the {@link TickStatistics}, in their order
   */
  static List<Contribution> of(double[] scores, TickEvidence tick) {
    List<Contribution> parts = new ArrayList<>(MOST);
    for (int i : byScore(scores).subList(0, MOST)) {
      if (parts.isEmpty() || scores[i] >= LEAST_SCORE) {
        TickStatistic statistic = TickStatistics.ALL.get(i);
        parts.add(contribution(statistic, scores[i], statistic.explain(tick)));
      }
    }
    return List.copyOf(parts);
  }

  /** Places of scores, the largest score first. */
  static List<Integer> byScore(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .toList();
  }

  static Contribution contribution(Statistic statistic, double score, Finding found) {
    return new Contribution(
        statistic.code(),
        statistic.aspect().code(),
        statistic.span(),
        -found.back(),
        score,
        found.residual(),
        found.expected(),
        found.seen());
  }
}
