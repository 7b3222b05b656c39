package dev.tickwatch.evaluation;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.planting.AnomalyKind;
import dev.tickwatch.tick.Tick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fits contenders on one dataset and lets the yardstick judge them: same ticks, same anomalies. */
final class DetectionTrial {

  /** Ticks of each series that only warm contenders up. */
  static final int WARM_UP = 130;

  private static final List<Double> BUDGETS = List.of(500.0, 2000.0);

  /** Anomalies that are wanted for a table; planted in passes over the same series. */
  private static final int WANTED = 600;

  private static final int MOST_PASSES = 24;

  /** Ticks that a contender scores in all passes; more would be waiting, not knowing. */
  private static final long MOST_TICKS = 600_000;

  private final Dataset dataset;
  private final Yardstick yardstick = new Yardstick(WARM_UP);
  private final List<Plants> plants = new ArrayList<>();
  private final Consumer<String> progress;

  DetectionTrial(Dataset dataset, long seed, Consumer<String> progress) {
    this.dataset = dataset;
    this.progress = progress;
    long ticks = Math.max(1, dataset.judgedTicks());
    int planted = 0;
    do {
      Plants pass = Plants.in(dataset.judged(), WARM_UP + 10, seed + plants.size());
      plants.add(pass);
      planted += pass.planted().values().stream().mapToInt(List::size).sum();
    } while (planted > 0
        && planted < WANTED
        && plants.size() < MOST_PASSES
        && (plants.size() + 1) * ticks < MOST_TICKS);
  }

  /** Runs all, one after the other; each is closed. */
  DetectionTable run(List<Contender> contenders) {
    List<DetectionTable.Row> rows = new ArrayList<>();
    long clean = 0;
    for (Contender contender : contenders) {
      try (contender) {
        long start = System.nanoTime();
        contender.fit(dataset.training());
        double fitSeconds = seconds(start);
        long scoring = System.nanoTime();
        Map<String, double[]> onClean = contender.score(dataset.judged());
        double rate = dataset.judgedTicks() / seconds(scoring);
        clean = yardstick.judged(onClean);
        rows.add(row(contender, onClean, fitSeconds, rate));
        progress.accept(
            "  %-28s %5.1f %% at 1 in 500, %5.1f %% at 1 in 2,000  (%.0f s)"
                .formatted(
                    contender.name(),
                    100 * rows.get(rows.size() - 1).recall().get(DetectionTable.Row.ALL).get(0),
                    100 * rows.get(rows.size() - 1).recall().get(DetectionTable.Row.ALL).get(1),
                    seconds(start)));
      }
    }
    int planted =
        plants.stream()
            .flatMap(pass -> pass.planted().values().stream())
            .mapToInt(List::size)
            .sum();
    return new DetectionTable(
        dataset.plan().name(),
        dataset.judged().size(),
        dataset.trainingTicks(),
        clean,
        planted,
        BUDGETS,
        rows);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private DetectionTable.Row row(
      Contender contender, Map<String, double[]> clean, double fitSeconds, double rate) {
    double[] thresholds =
        BUDGETS.stream().mapToDouble(budget -> yardstick.threshold(clean, budget)).toArray();
    Map<String, List<Double>> recall = new LinkedHashMap<>();
    Map<String, Integer> planted = new LinkedHashMap<>();
    int[][][] counts = new int[AnomalyKind.values().length][BUDGETS.size()][2];
    long delays = 0;
    int delayed = 0;
    double precision = 0;
    for (Plants pass : plants) {
      Map<String, double[]> scores = contender.score(pass.ticks());
      precision += yardstick.averagePrecision(pass, scores) / plants.size();
      for (int b = 0; b < thresholds.length; b++) {
        for (Map.Entry<AnomalyKind, Yardstick.Caught> entry :
            Yardstick.caught(pass, scores, thresholds[b]).entrySet()) {
          int[] count = counts[List.of(AnomalyKind.values()).indexOf(entry.getKey())][b];
          count[0] += entry.getValue().planted();
          count[1] += entry.getValue().caught();
          if (b == 0) {
            delays += entry.getValue().delays().stream().mapToInt(d -> d).sum();
            delayed += entry.getValue().caught();
          }
        }
      }
    }
    int[][] all = new int[BUDGETS.size()][2];
    for (AnomalyKind kind : AnomalyKind.values()) {
      int[][] of = counts[List.of(AnomalyKind.values()).indexOf(kind)];
      recall.put(kind.label(), shares(of));
      planted.put(kind.label(), of[0][0]);
      for (int b = 0; b < all.length; b++) {
        all[b][0] += of[b][0];
        all[b][1] += of[b][1];
      }
    }
    recall.put(DetectionTable.Row.ALL, shares(all));
    return new DetectionTable.Row(
        contender.name(),
        recall,
        planted,
        delayed == 0 ? Double.NaN : delays / (double) delayed,
        precision,
        realised(contender),
        fitSeconds,
        rate);
  }

  private static List<Double> shares(int[][] counts) {
    List<Double> shares = new ArrayList<>();
    for (int[] count : counts) {
      shares.add(count[0] == 0 ? Double.NaN : count[1] / (double) count[0]);
    }
    return shares;
  }

  /** Alerts that the product opens on clean ticks, against what its budget grants. */
  private List<Double> realised(Contender contender) {
    if (!(contender instanceof TickwatchContender tickwatch)) {
      return List.of();
    }
    List<Double> multiples = new ArrayList<>();
    for (double budget : BUDGETS) {
      long judged = 0;
      long alerts = 0;
      Map<String, Integer> opened = new LinkedHashMap<>();
      for (Alert alert : tickwatch.alerts(dataset.judged(), budget)) {
        if (alert.openedSequence() > tickwatch.scorer().manifest().shape().steps()) {
          opened.merge(alert.symbol(), 1, Integer::sum);
        }
      }
      for (Map.Entry<String, List<Tick>> entry : dataset.judged().entrySet()) {
        int warmUp = tickwatch.scorer().manifest().shape().steps();
        judged += Math.max(0, entry.getValue().size() - warmUp);
        alerts += opened.getOrDefault(entry.getKey(), 0);
      }
      multiples.add(alerts / (judged / budget));
    }
    return multiples;
  }
}
