package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricDetectionTest {
  private static final ArithmeticScorer SCORER =
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
    Detector detector = new Detector(DetectionSettings.DEFAULT);
    List<Detection> detections = new ArrayList<>();
    OfflineDetection.run(
        SCORER.scoring(series),
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

  /** A load that is a balance: it goes below zero, and lies anywhere. */
  private static List<Tick> moved(List<Tick> ticks, double times, double by) {
    return ticks.stream()
        .map(tick -> Tick.of(tick.symbol(), tick.eventTimeMicros(), times * (tick.price() + by), 1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, -150", "1, -1000", "1e6, -150", "1e-3, -150", "-1, 0"})
  void judgesAMetricAlikeWhereverItsZeroIsAndWhateverItsUnit(double times, double by) {
    List<Detection> expected = detect(SeriesKind.METRIC, load(true));
    List<Detection> actual = detect(SeriesKind.METRIC, moved(load(true), times, by));

    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Score score = actual.get(i).score();
      double unit = 100 * Math.abs(times);
      assertThat(score.score()).isCloseTo(expected.get(i).score().score(), within(0.01));
      double lower = times * (expected.get(i).score().lowerPrice() + by);
      double upper = times * (expected.get(i).score().upperPrice() + by);
      assertThat(score.lowerPrice()).isCloseTo(Math.min(lower, upper), within(0.01 * unit));
      assertThat(score.upperPrice()).isCloseTo(Math.max(lower, upper), within(0.01 * unit));
      assertThat(actual.get(i).alert().map(Alert::status))
          .isEqualTo(expected.get(i).alert().map(Alert::status));
    }
  }

  /** A rate that decays while nothing happens, and rounding where it should be zero. */
  @Test
  void bearsValuesThatFadeBeyondWhatAFloatHolds() {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      double value = i < 1_500 ? 40 * Math.exp(-0.5 * i) : i % 2 * 5.5e-17;
      ticks.add(Tick.of("RATE", i * FIVE_MINUTES, value, 1));
    }
    ticks.add(Tick.of("RATE", 2_000 * FIVE_MINUTES, 40, 1));

    List<Detection> detections = detect(SeriesKind.METRIC, ticks);

    assertThat(detections)
        .extracting(Detection::score)
        .allSatisfy(
            score -> {
              assertThat(score.score()).isFinite();
              assertThat(score.elbo()).isFinite();
              assertThat(score.expectedPrice()).isFinite();
            });
    assertThat(detections.get(detections.size() - 1).score().score()).isGreaterThan(3);
  }

  @Test
  void findsAnExtremeValueOfAnySignAndGoesOn() {
    List<Tick> ticks = new ArrayList<>(moved(load(false), 1, -150));
    Tick odd = ticks.get(ODD_FROM);
    ticks.set(ODD_FROM, Tick.of(odd.symbol(), odd.eventTimeMicros(), -1e15, 1));
    List<Detection> detections = detect(SeriesKind.METRIC, ticks);

    assertThat(opened(detections))
        .anyMatch(alert -> alert.openedAtMicros() == odd.eventTimeMicros());
    Score last = detections.get(detections.size() - 1).score();
    assertThat(last.score()).isFinite();
    assertThat(last.elbo()).isFinite();
    assertThat(last.lowerPrice()).isLessThan(last.upperPrice());
  }
}
