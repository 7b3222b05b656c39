package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.evaluation.EvaluationPlan.PrintsPlan;
import dev.tickwatch.market.tick.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prints off the market, found from price, size and time alone. A print is far when its sale
 * condition says that it does not belong to the running price and it lies away from the median of
 * the prints around it; an ordinary print has no such condition and lies near. Every tick counts,
 * not episodes.
 */
final class PrintsTrial {
  private static final int AROUND = 50;

  private PrintsTrial() {}

  /**
   * What was found at one budget.
   *
   * @param budget one false alert in so many ordinary prints was granted
   * @param far prints far from the market
   * @param farFound of these, those that scored the threshold or more
   * @param ordinary prints
   * @param ordinaryAlerted of these, those that began an episode without a far print in it
   */
  record Result(double budget, int far, int farFound, int ordinary, int ordinaryAlerted) {}

  /** Fits on the earlier part, judges the later one under the product's own threshold. */
  static Optional<Result> run(
      PrintsPlan plan, Path directory, TickwatchContender contender, double budget)
      throws IOException {
    Optional<Dataset> loaded = Dataset.load(plan.dataset(), directory);
    if (loaded.isEmpty()) {
      return Optional.empty();
    }
    Dataset dataset = loaded.get();
    contender.fit(dataset.training());
    Map<String, double[]> scores = contender.score(dataset.judged());
    Map<String, int[]> counts = new TreeMap<>();
    dataset
        .judged()
        .forEach(
            (symbol, ticks) ->
                counts.put(symbol, judge(ticks, scores.get(symbol), plan, Math.log10(budget))));
    int[] sum = new int[4];
    counts.values().forEach(c -> Arrays.setAll(sum, i -> sum[i] + c[i]));
    return Optional.of(new Result(budget, sum[0], sum[1], sum[2], sum[3]));
  }

  private static int[] judge(List<Tick> ticks, double[] scores, PrintsPlan plan, double threshold) {
    int[] counts = new int[4];
    int quiet = Integer.MAX_VALUE / 2;
    for (int i = 0; i < ticks.size(); i++) {
      if (Double.isNaN(scores[i])) {
        continue;
      }
      boolean flagged = "1".equals(ticks.get(i).conditions());
      int from = Math.max(0, i - AROUND);
      int to = Math.min(ticks.size(), i + AROUND);
      double off = Math.abs(ticks.get(i).price() / StrayPrints.median(ticks, from, to) - 1);
      boolean far = flagged && off > plan.distance();
      boolean ordinary = !flagged && off <= plan.distance();
      boolean alerting = scores[i] >= threshold;
      counts[0] += far ? 1 : 0;
      counts[1] += far && alerting ? 1 : 0;
      counts[2] += ordinary ? 1 : 0;
      counts[3] += ordinary && alerting && quiet > 10 ? 1 : 0;
      quiet = alerting || far ? 0 : quiet + 1;
    }
    return counts;
  }
}
