package dev.tickwatch.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.alert.Alert.Contribution;
import dev.tickwatch.scoring.ArithmeticScorer;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricDetectionTest {
  private static final WindowScorer SCORER =
      ArithmeticScorer.calibrated(new WindowShape(16, /* horizon= */ 4));

  private static final long FIVE_MINUTES = 300_000_000L;
  private static final int DAY = 288;
  private static final int DAYS = 12;

  /** A day like the others, but for four hours at 100 around noon. */
  private static final int ODD_FROM = 10 * DAY + 10 * 12;

  private static final int ODD_TICKS = 48;

  /** A load of 100 at night and 200 from 8 to 18, with noise. */
  private static List<Tick> load(boolean odd) {
    Random random = new Random(17);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < DAYS * DAY; i++) {
      int hour = i % DAY / 12;
      boolean low = odd && i >= ODD_FROM && i < ODD_FROM + ODD_TICKS;
      double level = hour >= 8 && hour < 18 && !low ? 200 : 100;
      double value = level * Math.exp(0.01 * random.nextGaussian());
      ticks.add(Tick.of("LOAD", i * FIVE_MINUTES, value, 1));
    }
    return ticks;
  }

  private static List<Detection> detect(SeriesKind series, List<Tick> ticks) {
    Detector detector = new Detector(DetectionSettings.DEFAULT.withSeries(series));
    List<Detection> detections = new ArrayList<>();
    OfflineDetection.run(
        SCORER,
        detector,
        ticks,
        detection -> {
          if (detection.score().state() == Score.State.SCORED) {
            detections.add(detection);
          }
        });
    return detections;
  }

  private static List<Alert> opened(List<Detection> detections) {
    return detections.stream()
        .flatMap(detection -> detection.alert().stream())
        .filter(alert -> alert.status() == Alert.Status.OPENED)
        .toList();
  }

  @Test
  void alertsWhenANightsLevelIsSeenByDay() {
    List<Alert> alerts =
        opened(detect(SeriesKind.METRIC, load(true))).stream()
            .filter(alert -> alert.openedAtMicros() >= ODD_FROM * FIVE_MINUTES)
            .toList();

    assertThat(alerts).isNotEmpty();
    assertThat(alerts.get(0).openedAtMicros()).isEqualTo(ODD_FROM * FIVE_MINUTES);
    Contribution strongest = alerts.get(0).contributions().get(0);
    assertThat(strongest.test())
        .isEqualTo("time_of_day")
        .isEqualTo(alerts.get(0).peak().statistic());
    assertThat(strongest.residual()).isNegative();
    assertThat(strongest.expected()).isCloseTo(200, within(5.0));
    assertThat(strongest.seen()).isCloseTo(100, within(5.0));
  }

  @Test
  void staysWithinTheBudgetOnAMetricThatKeepsItsRhythm() {
    List<Alert> alerts = opened(detect(SeriesKind.METRIC, load(false)));

    // 3,456 ticks at one in 2,000.
    assertThat(alerts).hasSizeLessThan(5);
  }

  @Test
  void saysThatAMetricIsJudgedByItsOwnPast() {
    assertThat(detect(SeriesKind.METRIC, load(false)))
        .allMatch(detection -> detection.score().ownCalibration() == 1);
    assertThat(detect(SeriesKind.PRICE, load(false)))
        .allMatch(detection -> detection.score().ownCalibration() < 1);
  }
}
