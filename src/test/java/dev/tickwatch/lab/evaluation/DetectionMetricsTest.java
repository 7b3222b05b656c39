package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {
  private final DetectionMetrics metrics = new DetectionMetrics(10, Map.of());

  /** Scores of 1010 ticks, 1000 of them judged, 0 but for the given ones. */
  private static double[] scores(double... indexAndScore) {
    double[] scores = new double[1010];
    for (int i = 0; i < indexAndScore.length; i += 2) {
      scores[(int) indexAndScore[i]] = indexAndScore[i + 1];
    }
    return scores;
  }

  private static InjectedSeries injected(InjectedAnomaly... anomalies) {
    return new InjectedSeries(Map.of(), Map.of("A", List.of(anomalies)));
  }

  private static InjectedAnomaly anomaly(AnomalyKind kind, int first, int last) {
    return new InjectedAnomaly("A", kind, 1, first, last, first, last);
  }

  @Test
  void setsTheThresholdWhereAsManyEpisodesBeginAsTheBudgetGrants() {
    Map<String, double[]> clean = Map.of("A", scores(100, 5, 300, 4, 500, 3, 700, 2));

    assertThat(metrics.threshold(clean, 500)).isEqualTo(4);
    assertThat(metrics.threshold(clean, 1000)).isEqualTo(5);
  }

  @Test
  void countsNeighbouringTicksAsOneEpisode() {
    Map<String, double[]> clean = Map.of("A", scores(100, 5, 103, 5, 109, 4, 130, 4));

    assertThat(metrics.episodes(clean, 4)).isEqualTo(2);
    assertThat(metrics.threshold(clean, 1000)).isEqualTo(5);
  }

  @Test
  void grantsNothingWhereTheBudgetIsLongerThanTheSeries() {
    assertThat(metrics.threshold(Map.of("A", scores(100, 5)), 2000))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void doesNotTakeAScoreThatMostTicksHaveForAThreshold() {
    double[] constant = new double[1010];
    Arrays.fill(constant, 3);

    // One long episode, which is within the budget, but no detector.
    assertThat(metrics.threshold(Map.of("A", constant), 500)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void leavesWarmUpOut() {
    double[] scores = scores(5, 9, 100, 5);

    assertThat(metrics.judged(Map.of("A", scores))).isEqualTo(1000);
    assertThat(metrics.episodes(Map.of("A", scores), 5)).isEqualTo(1);
  }

  @Test
  void holdsNoAlertForFalseThatBeginsWhereOneIsRight() {
    boolean[] event = new boolean[1010];
    Arrays.fill(event, 100, 106, true);
    DetectionMetrics knowing = new DetectionMetrics(10, Map.of("A", event));
    // One episode from within the event on, which lasts beyond it, and one of its own.
    Map<String, double[]> clean = Map.of("A", scores(103, 9, 110, 9, 300, 4));

    assertThat(knowing.episodes(clean, 4)).isEqualTo(1);
    assertThat(knowing.judged(clean)).isEqualTo(994);
    assertThat(knowing.threshold(clean, 900)).isEqualTo(4);
  }

  @Test
  void countsWhatIsCaughtWithinAnAnomalyOrSoonAfterItAndHowLate() {
    InjectedSeries injected =
        injected(
            anomaly(AnomalyKind.SLOW_DRIFT, 100, 129),
            anomaly(AnomalyKind.SLOW_DRIFT, 300, 329),
            anomaly(AnomalyKind.STRAY_PRINT, 500, 500),
            anomaly(AnomalyKind.STRAY_PRINT, 700, 700));
    double[] scores = scores(99, 9, 120, 4, 336, 9, 505, 4);

    Map<AnomalyKind, DetectionMetrics.Caught> caught =
        DetectionMetrics.caught(injected, Map.of("A", scores), 4);

    assertThat(caught.get(AnomalyKind.SLOW_DRIFT).recall()).isEqualTo(0.5);
    assertThat(caught.get(AnomalyKind.SLOW_DRIFT).delays()).containsExactly(20);
    assertThat(caught.get(AnomalyKind.STRAY_PRINT).caught()).isEqualTo(1);
    assertThat(caught.get(AnomalyKind.STRAY_PRINT).delays()).containsExactly(5);
  }

  @Test
  void averagesPrecisionOverRecall() {
    InjectedSeries injected = injected(anomaly(AnomalyKind.STRAY_PRINT, 500, 500));
    // Six positive ticks (500 to 505). Ranked: a hit, a miss, a hit, and the rest of the ticks
    // tied.
    double[] scores = scores(500, 9, 200, 8, 501, 7);

    double expected = 1.0 / 6 * 1 + 1.0 / 6 * (2.0 / 3) + 4.0 / 6 * (6.0 / 1000);

    assertThat(metrics.averagePrecision(injected, Map.of("A", scores)))
        .isCloseTo(expected, within(1e-12));
  }
}
