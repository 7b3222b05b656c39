package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Judges scores. The threshold of a budget is the lowest score at which episodes on clean ticks are
 * no more than the budget allows; the same rule for every contender.
 */
final class DetectionMetrics {
  private static final int QUIET_TICKS = 10;

  /** An anomaly counts as caught by an alert within so many ticks of its end. */
  static final int TOLERANCE = 5;

  /** A threshold that more ticks reach is none. */
  private static final double MOST_TICKS = 0.05;

  private final int judgedFrom;
  private final Map<String, boolean[]> notClean;

  /**
   * @param judgedFrom ticks of each series before this one only warm a contender up
   * @param notClean marks the ticks, by symbol, at which an alert is right; a symbol may be absent
   */
  DetectionMetrics(int judgedFrom, Map<String, boolean[]> notClean) {
    this.judgedFrom = judgedFrom;
    this.notClean = Map.copyOf(notClean);
  }

  /** Whether an alert at a tick of the clean series is false. */
  boolean isClean(String symbol, int index) {
    boolean[] marks = notClean.get(symbol);
    return marks == null || !marks[index];
  }

  /** Clean ticks that are judged. */
  long judged(Map<String, double[]> scores) {
    long judged = 0;
    for (Map.Entry<String, double[]> series : scores.entrySet()) {
      for (int i = judgedFrom; i < series.getValue().length; i++) {
        judged += isClean(series.getKey(), i) ? 1 : 0;
      }
    }
    return judged;
  }

  /**
   * The threshold at which episodes begin at most once in so many clean ticks; one that no clean
   * tick reaches where even the first would be too many.
   */
  double threshold(Map<String, double[]> clean, double budgetTicks) {
    long allowed = (long) Math.floor(judged(clean) / budgetTicks);
    double[] sorted =
        clean.values().stream()
            .flatMapToDouble(s -> Arrays.stream(s, Math.min(judgedFrom, s.length), s.length))
            .filter(score -> !Double.isNaN(score))
            .sorted()
            .toArray();
    // From the highest score down, group by group of equal ones; lower ones flow together into
    // fewer episodes again.
    int low = sorted.length;
    int rough = Math.max(1, (int) allowed / 8);
    while (low > sorted.length * (1 - MOST_TICKS)) {
      int next = startOfGroup(sorted, Math.max(0, low - rough));
      if (sorted.length - next > MOST_TICKS * sorted.length
          || episodes(clean, sorted[next]) > allowed) {
        if (rough == 1) {
          break;
        }
        rough = 1;
      } else {
        low = next;
      }
    }
    return low == sorted.length ? Double.POSITIVE_INFINITY : sorted[low];
  }

  private static int startOfGroup(double[] sorted, int index) {
    int start = index;
    while (start > 0 && sorted[start - 1] == sorted[index]) {
      start--;
    }
    return start;
  }

  /** Episodes at or above a threshold that begin at judged, clean ticks. */
  long episodes(Map<String, double[]> scores, double threshold) {
    long episodes = 0;
    for (Map.Entry<String, double[]> entry : scores.entrySet()) {
      double[] series = entry.getValue();
      int quiet = QUIET_TICKS;
      for (int i = judgedFrom; i < series.length; i++) {
        if (series[i] >= threshold) {
          episodes += quiet >= QUIET_TICKS && isClean(entry.getKey(), i) ? 1 : 0;
          quiet = 0;
        } else {
          quiet++;
        }
      }
    }
    return episodes;
  }

  /**
   * How many of a kind were caught.
   *
   * @param delays ticks from an anomaly's begin to its first alert, of those that were caught
   */
  record Caught(int injected, int caught, List<Integer> delays) {
    double recall() {
      return injected == 0 ? Double.NaN : caught / (double) injected;
    }

    double meanDelay() {
      return delays.stream().mapToInt(d -> d).average().orElse(Double.NaN);
    }
  }

  /** What scores at or above a threshold catch, by kind. */
  static Map<AnomalyKind, Caught> caught(
      InjectedSeries injected, Map<String, double[]> scores, double threshold) {
    Map<AnomalyKind, int[]> counts = new EnumMap<>(AnomalyKind.class);
    Map<AnomalyKind, List<Integer>> delays = new EnumMap<>(AnomalyKind.class);
    injected
        .anomalies()
        .forEach(
            (symbol, list) -> {
              for (InjectedAnomaly anomaly : list) {
                int[] count = counts.computeIfAbsent(anomaly.kind(), k -> new int[2]);
                count[0]++;
                int delay = delay(anomaly, scores.get(symbol), threshold);
                if (delay >= 0) {
                  count[1]++;
                  delays.computeIfAbsent(anomaly.kind(), k -> new ArrayList<>()).add(delay);
                }
              }
            });
    Map<AnomalyKind, Caught> caught = new EnumMap<>(AnomalyKind.class);
    counts.forEach(
        (kind, count) ->
            caught.put(
                kind,
                new Caught(count[0], count[1], List.copyOf(delays.getOrDefault(kind, List.of())))));
    return caught;
  }

  private static int delay(InjectedAnomaly anomaly, double[] scores, double threshold) {
    int last = Math.min(scores.length - 1, anomaly.lastTick() + TOLERANCE);
    for (int i = anomaly.firstTick(); i <= last; i++) {
      if (scores[i] >= threshold) {
        return i - anomaly.firstTick();
      }
    }
    return -1;
  }

  /**
   * Area under the precision-recall curve, tick by tick: ticks of an anomaly (and the few after it)
   * are positive. Average precision; ties count as one step.
   */
  double averagePrecision(InjectedSeries injected, Map<String, double[]> scores) {
    List<double[]> all = new ArrayList<>();
    scores.forEach(
        (symbol, series) -> {
          boolean[] positive = new boolean[series.length];
          for (InjectedAnomaly anomaly : injected.anomalies().get(symbol)) {
            int to = Math.min(series.length, anomaly.lastTick() + TOLERANCE + 1);
            Arrays.fill(positive, anomaly.firstTick(), to, true);
          }
          for (int i = judgedFrom; i < series.length; i++) {
            double score = Double.isNaN(series[i]) ? Double.NEGATIVE_INFINITY : series[i];
            all.add(new double[] {score, positive[i] ? 1 : 0});
          }
        });
    all.sort((a, b) -> Double.compare(b[0], a[0]));
    double positives = all.stream().flatMapToDouble(row -> DoubleStream.of(row[1])).sum();
    double hits = 0;
    double area = 0;
    double recallBefore = 0;
    for (int i = 0; i < all.size(); i++) {
      hits += all.get(i)[1];
      boolean last = i + 1 == all.size() || all.get(i + 1)[0] != all.get(i)[0];
      if (last) {
        double recall = hits / positives;
        area += (recall - recallBefore) * hits / (i + 1);
        recallBefore = recall;
      }
    }
    return area;
  }
}
