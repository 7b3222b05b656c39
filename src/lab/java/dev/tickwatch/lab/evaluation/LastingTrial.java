package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a fitted product what {@link Lasting} tells. */
final class LastingTrial {
  /** Symbols that were granted fewer alerts tell nothing alone. */
  private static final double FEWEST_GRANTED = 3;

  private static final double OVERSTEPPED = 2;
  private static final int SCORES = 3;

  private final Dataset dataset;
  private final DetectionMetrics metrics;
  private final List<Double> budgets;

  LastingTrial(Dataset dataset, DetectionMetrics metrics, List<Double> budgets) {
    this.dataset = dataset;
    this.metrics = metrics;
    this.budgets = budgets;
  }

  Lasting run(TickwatchContender product) {
    List<Double> realised = new ArrayList<>();
    List<Double> oversteppers = new ArrayList<>();
    List<Integer> symbols = new ArrayList<>();
    List<List<Double>> ages = new ArrayList<>();
    for (double budget : budgets) {
      Map<String, Integer> opened = opened(product, dataset.withHistory(dataset.judged()), budget);
      double granted = 0;
      int counted = 0;
      int over = 0;
      for (Map.Entry<String, List<Tick>> one : dataset.judged().entrySet()) {
        double own = clean(one.getKey(), 0, one.getValue().size()) / budget;
        granted += own;
        if (own >= FEWEST_GRANTED) {
          counted++;
          over += opened.get(one.getKey()) > OVERSTEPPED * own ? 1 : 0;
        }
      }
      realised.add(ratio(opened.values().stream().mapToInt(n -> n).sum(), granted));
      oversteppers.add(counted == 0 ? Double.NaN : over / (double) counted);
      symbols.add(counted);
      ages.add(ages(product, budget));
    }
    return new Lasting(realised, oversteppers, symbols, ages, scores(product));
  }

  private static double ratio(double alerts, double granted) {
    return granted < 1 ? Double.NaN : alerts / granted;
  }

  /** Clean ticks of a symbol's judged part. */
  private long clean(String symbol, int from, int to) {
    long clean = 0;
    for (int i = from; i < to; i++) {
      clean += metrics.isClean(symbol, i) ? 1 : 0;
    }
    return clean;
  }

  /** False alerts by symbol, on its judged part. */
  private Map<String, Integer> opened(
      TickwatchContender product, Map<String, List<Tick>> ticks, double budget) {
    Map<String, Integer> opened = new TreeMap<>();
    dataset.judged().keySet().forEach(symbol -> opened.put(symbol, 0));
    for (Alert alert : product.alerts(ticks, budget)) {
      int before = ticks.get(alert.symbol()).size() - dataset.judged().get(alert.symbol()).size();
      int index = (int) alert.openedSequence() - 1 - before;
      if (index >= 0 && metrics.isClean(alert.symbol(), index)) {
        opened.merge(alert.symbol(), 1, Integer::sum);
      }
    }
    return opened;
  }

  /** Of symbols that begin with the judged part. */
  private List<Double> ages(TickwatchContender product, double budget) {
    double[] alerts = new double[Lasting.AGES.size()];
    double[] granted = new double[alerts.length];
    for (Alert alert : product.alerts(dataset.judged(), budget)) {
      int index = (int) alert.openedSequence() - 1;
      if (metrics.isClean(alert.symbol(), index)) {
        alerts[age(index)]++;
      }
    }
    dataset
        .judged()
        .forEach(
            (symbol, ticks) -> {
              for (int age = 0; age < granted.length; age++) {
                int from = Math.min(ticks.size(), Lasting.AGES.get(age));
                int to =
                    age + 1 == granted.length
                        ? ticks.size()
                        : Math.min(ticks.size(), Lasting.AGES.get(age + 1));
                granted[age] += clean(symbol, from, to) / budget;
              }
            });
    List<Double> ages = new ArrayList<>();
    for (int age = 0; age < granted.length; age++) {
      ages.add(ratio(alerts[age], granted[age]));
    }
    return ages;
  }

  private static int age(int index) {
    int age = Lasting.AGES.size() - 1;
    while (index < Lasting.AGES.get(age)) {
      age--;
    }
    return age;
  }

  private List<Double> scores(TickwatchContender product) {
    long ticks = 0;
    long[] above = new long[SCORES];
    double budget = budgets.get(budgets.size() - 1);
    Map<String, List<Score>> records =
        product.records(dataset.withHistory(dataset.judged()), budget);
    for (Map.Entry<String, List<Score>> one : records.entrySet()) {
      int size = dataset.judged().get(one.getKey()).size();
      List<Score> judged =
          one.getValue().subList(one.getValue().size() - size, one.getValue().size());
      for (int i = 0; i < size; i++) {
        if (metrics.isClean(one.getKey(), i)) {
          ticks++;
          for (int level = 0; level < SCORES; level++) {
            above[level] += judged.get(i).score() >= level + 1 ? 1 : 0;
          }
        }
      }
    }
    List<Double> shares = new ArrayList<>();
    for (int level = 0; level < SCORES; level++) {
      shares.add(above[level] / (double) ticks * Math.pow(10, level + 1));
    }
    return shares;
  }
}
