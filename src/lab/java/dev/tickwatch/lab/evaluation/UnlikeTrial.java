package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Alerts against the budget of symbols that a model was not trained on the like of, from cold. */
final class UnlikeTrial {
  private static final double[] BUDGETS = {500, 2000};

  /** Ticks of a symbol that it may take to come down to its budget. */
  private static final int YOUNG = 2_000;

  private UnlikeTrial() {}

  /**
   * One symbol.
   *
   * @param young alerts in its first {@value #YOUNG} ticks, as a multiple of the granted ones, one
   *     value a budget
   * @param later the same of the ticks after those; NaN where there are none
   */
  record Row(String symbol, int ticks, List<Double> young, List<Double> later) {}

  /**
   * All symbols of a dataset.
   *
   * @param modelOf the dataset that the model was trained on
   */
  record Result(String dataset, String modelOf, List<Row> rows) {
    /** The largest multiples, in a line. */
    String inShort() {
      return String.format(
          Locale.ROOT,
          "at most %.1f and %.1f times the granted alerts in the first %,d ticks, %.2f and %.2f later",
          most(0, true),
          most(1, true),
          YOUNG,
          most(0, false),
          most(1, false));
    }

    private double most(int budget, boolean young) {
      return rows.stream()
          .mapToDouble(row -> (young ? row.young() : row.later()).get(budget))
          .filter(value -> !Double.isNaN(value))
          .max()
          .orElse(Double.NaN);
    }
  }

  /** Over the whole of each series; the model was not trained on any of it. */
  static Result run(Dataset dataset, TickwatchContender product) {
    Map<String, List<Tick>> whole = dataset.whole();
    Map<String, double[][]> opened = new TreeMap<>();
    whole.keySet().forEach(symbol -> opened.put(symbol, new double[BUDGETS.length][2]));
    for (int b = 0; b < BUDGETS.length; b++) {
      for (Alert alert : product.alerts(whole, BUDGETS[b])) {
        opened.get(alert.symbol())[b][alert.openedSequence() <= YOUNG ? 0 : 1]++;
      }
    }
    List<Row> rows = new ArrayList<>();
    whole.forEach(
        (symbol, ticks) -> {
          int young = Math.min(YOUNG, ticks.size());
          int later = ticks.size() - young;
          double[][] own = opened.get(symbol);
          rows.add(
              new Row(symbol, ticks.size(), multiples(own, 0, young), multiples(own, 1, later)));
        });
    return new Result(dataset.plan().name(), dataset.plan().modelOf(), rows);
  }

  private static List<Double> multiples(double[][] opened, int age, int ticks) {
    Double[] multiples = new Double[BUDGETS.length];
    Arrays.setAll(
        multiples, b -> ticks < BUDGETS[b] ? Double.NaN : opened[b][age] * BUDGETS[b] / ticks);
    return List.of(multiples);
  }
}
