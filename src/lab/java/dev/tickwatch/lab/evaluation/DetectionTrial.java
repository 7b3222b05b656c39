package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits contenders on one dataset and lets the metrics judge them: same ticks, same anomalies. */
final class DetectionTrial {

  /** Ticks that only warm contenders up, where they have no history. */
  static final int WARM_UP = 130;

  /** The first anomaly of a series comes no sooner. */
  private static final int FIRST_INJECTION = 20;

  private static final List<Double> BUDGETS = List.of(500.0, 2000.0);

  /** Anomalies that are wanted for a table; injected in passes over the same series. */
  private static final int WANTED = 600;

  private static final int MOST_PASSES = 24;

  /** Ticks that a contender scores in all passes; more would be waiting, not knowing. */
  private static final long MOST_TICKS = 600_000;

  private final Dataset dataset;
  private final DetectionMetrics metrics;
  private final List<InjectedSeries> passes = new ArrayList<>();
  private final Progress progress;
  private long cleanTicks;

  DetectionTrial(Dataset dataset, long seed, Progress progress) {
    this.dataset = dataset;
    this.metrics = new DetectionMetrics(0, dataset.notClean());
    this.progress = progress;
    long ticks = Math.max(1, dataset.judgedTicks());
    int injected = 0;
    do {
      InjectedSeries pass =
          InjectedSeries.in(dataset.judged(), FIRST_INJECTION, seed + passes.size());
      passes.add(pass);
      injected += pass.anomalies().values().stream().mapToInt(List::size).sum();
    } while (injected > 0
        && injected < WANTED
        && passes.size() < MOST_PASSES
        && (passes.size() + 1) * ticks < MOST_TICKS);
  }

  /** Fits and judges one; stays the caller's to close. */
  DetectionTable.Row run(Contender contender) {
    long start = System.nanoTime();
    contender.fit(dataset.training());
    double fitSeconds = seconds(start);
    long scoring = System.nanoTime();
    Map<String, double[]> clean = scores(contender, dataset.judged());
    double rate = dataset.ticksWithHistory() / seconds(scoring);
    cleanTicks = metrics.judged(clean);
    DetectionTable.Row row = row(contender, clean, fitSeconds, rate);
    List<Double> all = row.recall().get(DetectionTable.Row.ALL);
    progress.line(
        "  %-28s %5.1f %% at 1 in 500, %5.1f %% at 1 in 2,000  (%.0f s)"
            .formatted(contender.name(), 100 * all.get(0), 100 * all.get(1), seconds(start)));
    return row;
  }

  /** The table of those that were run. */
  DetectionTable table(List<DetectionTable.Row> rows) {
    int injected =
        passes.stream()
            .flatMap(pass -> pass.anomalies().values().stream())
            .mapToInt(List::size)
            .sum();
    return new DetectionTable(
        dataset.plan().name(),
        dataset.judged().size(),
        dataset.trainingTicks(),
        cleanTicks,
        injected,
        BUDGETS,
        rows);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Injected and caught, one pair a budget. */
  private static final class Tally {
    private final int[] injected = new int[BUDGETS.size()];
    private final int[] caught = new int[BUDGETS.size()];

    private void add(int budget, int more, int moreCaught) {
      injected[budget] += more;
      caught[budget] += moreCaught;
    }

    private List<Double> shares() {
      List<Double> shares = new ArrayList<>();
      for (int b = 0; b < injected.length; b++) {
        shares.add(injected[b] == 0 ? Double.NaN : caught[b] / (double) injected[b]);
      }
      return shares;
    }
  }

  private DetectionTable.Row row(
      Contender contender, Map<String, double[]> clean, double fitSeconds, double rate) {
    Map<AnomalyKind, Tally> tallies = new EnumMap<>(AnomalyKind.class);
    for (AnomalyKind kind : AnomalyKind.values()) {
      tallies.put(kind, new Tally());
    }
    double[] thresholds =
        BUDGETS.stream().mapToDouble(budget -> metrics.threshold(clean, budget)).toArray();
    Tally all = new Tally();
    List<Integer> delays = new ArrayList<>();
    double precision = 0;
    for (InjectedSeries pass : passes) {
      Map<String, double[]> scores = scores(contender, pass.ticks());
      precision += metrics.averagePrecision(pass, scores) / passes.size();
      for (int b = 0; b < BUDGETS.size(); b++) {
        for (Map.Entry<AnomalyKind, DetectionMetrics.Caught> one :
            DetectionMetrics.caught(pass, scores, thresholds[b]).entrySet()) {
          DetectionMetrics.Caught caught = one.getValue();
          tallies.get(one.getKey()).add(b, caught.injected(), caught.caught());
          all.add(b, caught.injected(), caught.caught());
          if (b == 0) {
            delays.addAll(caught.delays());
          }
        }
      }
    }
    Map<String, List<Double>> recall = new LinkedHashMap<>();
    Map<String, Integer> injected = new LinkedHashMap<>();
    tallies.forEach(
        (kind, tally) -> {
          recall.put(kind.label(), tally.shares());
          injected.put(kind.label(), tally.injected[0]);
        });
    recall.put(DetectionTable.Row.ALL, all.shares());
    return new DetectionTable.Row(
        contender.name(),
        recall,
        injected,
        delays.stream().mapToInt(d -> d).average().orElse(Double.NaN),
        precision,
        lasting(contender),
        fitSeconds,
        rate);
  }

  /** Of the judged ticks, each symbol with its history. */
  private Map<String, double[]> scores(Contender contender, Map<String, List<Tick>> judged) {
    Map<String, double[]> scores = new TreeMap<>();
    contender
        .score(dataset.withHistory(judged))
        .forEach(
            (symbol, all) -> {
              int size = judged.get(symbol).size();
              scores.put(symbol, Arrays.copyOfRange(all, all.length - size, all.length));
            });
    return scores;
  }

  private Lasting lasting(Contender contender) {
    return contender instanceof TickwatchContender product
        ? new LastingTrial(dataset, metrics, BUDGETS).run(product)
        : null;
  }
}
