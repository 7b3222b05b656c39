package dev.tickwatch.lab.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What each contender caught in one dataset.
 *
 * @param dataset its name
 * @param symbols how many
 * @param trainingTicks how many
 * @param cleanTicks judged without anomalies
 * @param planted anomalies in all
 * @param budgets one false alert in so many clean ticks
 * @param rows one a contender
 */
public record DetectionTable(
    String dataset,
    int symbols,
    int trainingTicks,
    long cleanTicks,
    int planted,
    List<Double> budgets,
    List<Row> rows) {

  /** Copies the lists. */
  public DetectionTable {
    budgets = List.copyOf(budgets);
    rows = List.copyOf(rows);
  }

  /**
   * One contender.
   *
   * @param recall by kind and in all ({@value #ALL}), one value a budget, 0 to 1
   * @param planted by kind: how many
   * @param meanDelay ticks from an anomaly's begin to its first alert, at the first budget, mean
   *     over those caught
   * @param averagePrecision area under the precision-recall curve, tick by tick
   * @param lasting how its own threshold holds; null where it has none
   * @param fitSeconds time to fit
   * @param ticksPerSecond scored on one thread
   */
  public record Row(
      String contender,
      Map<String, List<Double>> recall,
      Map<String, Integer> planted,
      double meanDelay,
      double averagePrecision,
      Lasting lasting,
      double fitSeconds,
      double ticksPerSecond) {

    /** Key of all kinds together. */
    public static final String ALL = "all kinds";
  }
}
