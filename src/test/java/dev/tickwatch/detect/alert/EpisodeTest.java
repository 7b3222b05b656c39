package dev.tickwatch.detect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Severity;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.alert.Alert.Verdict;
import dev.tickwatch.market.check.DataIssue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeTest {
  private static final AlertPolicy POLICY = new AlertPolicy(1000, 3);

  private final List<Alert> alerts = new ArrayList<>();
  private Episode open;
  private long sequence;
  private List<DataIssue> quality = List.of();

  /** The next ticks have these scores (-log10 of the episode rate). */
  private void see(double... scores) {
    for (double score : scores) {
      sequence++;
      Alert.Peak tick =
          new Alert.Peak(
              sequence * 1_000_000,
              sequence,
              10,
              9,
              8,
              11,
              score,
              1e-9,
              Math.pow(10, -score),
              "price");
      List<Contribution> because =
          List.of(new Contribution("price", "return", 1, 0, score, 4, 9, 10));
      Episode.Change change =
          Episode.after(
              open, new Episode.Observation("ACME", "v1", tick, quality, () -> because), POLICY);
      open = change.episode().orElse(null);
      change.alert().ifPresent(alerts::add);
    }
  }

  private List<Status> statuses() {
    return alerts.stream().map(Alert::status).toList();
  }

  @Test
  void acceptsAsTheNewNormalWhatWillNotEnd() {
    for (int i = 0; i < 300; i++) {
      see(3.5);
    }

    assertThat(statuses()).startsWith(Status.OPENED, Status.ACCEPTED, Status.OPENED);
    assertThat(alerts.get(1).updatedSequence() - alerts.get(1).openedSequence()).isEqualTo(240);
    assertThat(alerts.get(1).id()).isEqualTo(alerts.get(0).id());
  }

  @Test
  void staysCalmBelowTheThreshold() {
    see(0.1, 2.9, 1);

    assertThat(alerts).isEmpty();
    assertThat(open).isNull();
  }

  @Test
  void opensAtTheThresholdAndClosesAfterQuietTicks() {
    see(1, 3.2, 0.1, 0.1, 0.1, 0.1);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.CLOSED);
    assertThat(alerts.get(0).openedSequence()).isEqualTo(2);
    assertThat(alerts.get(1).updatedSequence()).isEqualTo(5);
    assertThat(open).isNull();
  }

  @Test
  void keepsOneIdFromFirstToLast() {
    see(3.5, 0, 6, 0, 0, 0);

    assertThat(alerts).extracting(Alert::id).containsOnly("ACME/1/1970-01-01T00:00:01Z");
  }

  @Test
  void doesNotFlapWhenAnomalousTicksComeAndGo() {
    see(3.5, 0, 0, 3.2, 0, 0, 3.1, 0, 0, 0);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.CLOSED);
    assertThat(alerts.get(1).anomalousTicks()).isEqualTo(3);
  }

  @Test
  void tellsAPeakTenTimesLessProbableOnly() {
    see(3.1, 3.9, 4.2, 4.3);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.UPDATED);
    assertThat(alerts.get(1).peak().score()).isEqualTo(4.2);
    assertThat(open.peak().score()).isEqualTo(4.3);
  }

  @Test
  void tellsWhenSeverityRises() {
    see(4.9, 5.1);

    assertThat(alerts)
        .extracting(Alert::severity)
        .containsExactly(Severity.WARNING, Severity.CRITICAL);
  }

  @Test
  void keepsThePeaksReasons() {
    see(3.5, 6, 3.1, 0, 0, 0);

    Alert closed = alerts.get(alerts.size() - 1);
    assertThat(closed.status()).isEqualTo(Status.CLOSED);
    assertThat(closed.peak().sequence()).isEqualTo(2);
    assertThat(closed.contributions()).extracting(Contribution::score).containsExactly(6.0);
  }

  @Test
  void isAboutTheMarketWhileNothingIsWrongWithTheData() {
    see(3.5, 0, 0, 0);

    assertThat(alerts).extracting(Alert::verdict).containsOnly(Verdict.ANOMALY);
    assertThat(alerts).allSatisfy(alert -> assertThat(alert.quality()).isEmpty());
  }

  @Test
  void isAboutTheDataWhenTheyExplainThePeak() {
    quality = List.of(DataIssue.DECIMAL_SHIFT);
    see(6);
    quality = List.of();
    see(3.5, 0, 0, 0);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.CLOSED);
    assertThat(alerts).extracting(Alert::verdict).containsOnly(Verdict.DATA_QUALITY);
    assertThat(alerts.get(1).quality()).containsExactly(DataIssue.DECIMAL_SHIFT);
  }

  @Test
  void tellsThatThePeakWasAStrayPrintOnceItIsUndone() {
    see(6);
    quality = List.of(DataIssue.STRAY_PRINT);
    see(1);
    quality = List.of();
    see(0, 0, 0);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.UPDATED, Status.CLOSED);
    assertThat(alerts)
        .extracting(Alert::verdict)
        .containsExactly(Verdict.ANOMALY, Verdict.DATA_QUALITY, Verdict.DATA_QUALITY);
    assertThat(alerts.get(2).quality()).containsExactly(DataIssue.STRAY_PRINT);
    assertThat(alerts).extracting(alert -> alert.peak().sequence()).containsOnly(1L);
  }

  @Test
  void aStrayPrintLongAfterThePeakDoesNotExplainIt() {
    see(6, 3.5);
    quality = List.of(DataIssue.STRAY_PRINT);
    see(3.5);

    assertThat(open.quality()).isEmpty();
  }

  @Test
  void tellsWhenAHigherPeakIsNotExplainedByTheData() {
    quality = List.of(DataIssue.CROSSED_QUOTE);
    see(4);
    quality = List.of();
    see(4.5);

    assertThat(alerts)
        .extracting(Alert::verdict)
        .containsExactly(Verdict.DATA_QUALITY, Verdict.ANOMALY);
  }

  @Test
  void opensAnewAfterClosing() {
    see(4, 0, 0, 0, 4);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.CLOSED, Status.OPENED);
    assertThat(alerts.get(2).id()).isNotEqualTo(alerts.get(0).id());
  }

  @Test
  void opensExactlyAtTheThreshold() {
    see(3);

    assertThat(statuses()).containsExactly(Status.OPENED);
  }

  @Test
  void tellsAPeakExactlyTenTimesLessProbable() {
    see(3.25, 4.25);

    assertThat(statuses()).containsExactly(Status.OPENED, Status.UPDATED);
  }

  @Test
  void keepsTheFirstOfEqualPeaks() {
    see(4, 4);

    assertThat(open.peak().sequence()).isEqualTo(1);
    assertThat(open.anomalousTicks()).isEqualTo(2);
  }

  @Test
  void tellsReasonsInTheirOrder() {
    quality = List.of(DataIssue.DECIMAL_SHIFT);
    see(6);
    quality = List.of(DataIssue.STRAY_PRINT);
    see(3.5);

    assertThat(open.quality()).hasSize(2).startsWith(DataIssue.STRAY_PRINT);
  }

  @Test
  void isAMemberOfMarketsWithAllElseAsItWas() {
    see(3.5);
    Alert alone = alerts.get(0);
    Alert member = alone.inMarkets(List.of("m1", "m2"));

    assertThat(alone.markets()).isEmpty();
    assertThat(member.markets()).containsExactly("m1", "m2");
    assertThat(member.inMarkets(List.of())).isEqualTo(alone);
  }

  @Test
  void isCriticalFromAHundredthOfTheThresholdOn() {
    assertThat(POLICY.isCritical(POLICY.threshold() / 100)).isTrue();
    assertThat(POLICY.isCritical(POLICY.threshold() / 99)).isFalse();
  }
}
