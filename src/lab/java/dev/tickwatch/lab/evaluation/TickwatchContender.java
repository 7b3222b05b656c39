package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.OfflineDetection;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tickwatch itself: the code that scores in the stream, with a model of the caller's making. */
public final class TickwatchContender implements Contender {
  private final String name;
  private final Function<Map<String, List<Tick>>, WindowScorer> training;
  private WindowScorer scorer;

  /**
   * @param training from training ticks to a calibrated scorer, which this contender closes
   */
  public TickwatchContender(String name, Function<Map<String, List<Tick>>, WindowScorer> training) {
    this.name = name;
    this.training = training;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void fit(Map<String, List<Tick>> ticks) {
    close();
    scorer = training.apply(ticks);
  }

  /** The fitted model. */
  public WindowScorer scorer() {
    return scorer;
  }

  @Override
  public Map<String, double[]> score(Map<String, List<Tick>> ticks) {
    return score(ticks, AlertPolicy.DEFAULT.budgetTicks());
  }

  /** Scores under a budget, on which a symbol's own calibration depends a little. */
  Map<String, double[]> score(Map<String, List<Tick>> ticks, double budgetTicks) {
    AlertPolicy policy = new AlertPolicy(budgetTicks, AlertPolicy.DEFAULT.quietTicks());
    Map<String, double[]> scores = new TreeMap<>();
    ticks.forEach(
        (symbol, list) -> {
          double[] values = new double[list.size()];
          int[] next = {0};
          run(
              list,
              policy,
              detection -> values[next[0]++] = -Math.log10(detection.score().episodeRate()));
          scores.put(symbol, values);
        });
    return scores;
  }

  /** The score record of each tick under a budget, those of the warm-up among them. */
  Map<String, List<Score>> records(Map<String, List<Tick>> ticks, double budgetTicks) {
    AlertPolicy policy = new AlertPolicy(budgetTicks, AlertPolicy.DEFAULT.quietTicks());
    Map<String, List<Score>> records = new TreeMap<>();
    ticks.forEach(
        (symbol, list) -> {
          List<Score> ofSymbol = new ArrayList<>(list.size());
          run(list, policy, detection -> ofSymbol.add(detection.score()));
          records.put(symbol, ofSymbol);
        });
    return records;
  }

  /**
   * The alerts that open under a budget, as the service would send them.
   *
   * @param budgetTicks one expected false alert in so many ticks
   */
  public List<Alert> alerts(Map<String, List<Tick>> ticks, double budgetTicks) {
    return everyAlert(ticks, budgetTicks).stream()
        .filter(alert -> alert.status() == Alert.Status.OPENED)
        .toList();
  }

  /** The same with updates and closings. */
  List<Alert> everyAlert(Map<String, List<Tick>> ticks, double budgetTicks) {
    AlertPolicy policy = new AlertPolicy(budgetTicks, AlertPolicy.DEFAULT.quietTicks());
    List<Alert> alerts = new ArrayList<>();
    Consumer<Detection> listener = detection -> detection.alert().ifPresent(alerts::add);
    new TreeMap<>(ticks).values().forEach(list -> run(list, policy, listener));
    return alerts;
  }

  private void run(List<Tick> ticks, AlertPolicy policy, Consumer<Detection> listener) {
    Detector detector =
        new Detector(
            new DetectionSettings(policy, DetectionSettings.DEFAULT.intervalLevel(), false));
    OfflineDetection.run(scorer, detector, ticks, listener);
  }

  @Override
  public void close() {
    if (scorer != null) {
      scorer.close();
      scorer = null;
    }
  }
}
