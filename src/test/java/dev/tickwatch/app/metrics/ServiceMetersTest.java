package dev.tickwatch.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.TickDefect;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ServiceMeters meters = new ServiceMeters(registry);

  @Test
  void countsWhatTheStreamReports() {
    meters.tickIn();
    meters.tickIn();
    meters.tickLate();
    meters.tickWarmingUp();
    meters.startedCold();
    meters.deadLettered(TickDefect.Reason.BAD_PRICE);
    meters.batchScored(64, 2_000_000);
    meters.tickScored(30);
    meters.tickScored(-1);
    meters.badData(DataIssue.SPLIT_LIKE_RATIO);
    meters.alerted(alert(Alert.Severity.CRITICAL, Alert.Status.OPENED));

    assertThat(registry.get(MeterNames.TICKS_IN).counter().count()).isEqualTo(2);
    assertThat(registry.get(MeterNames.TICKS_LATE).counter().count()).isEqualTo(1);
    assertThat(registry.get(MeterNames.TICKS_WARM_UP).counter().count()).isEqualTo(1);
    assertThat(registry.get(MeterNames.COLD_STARTS).counter().count()).isEqualTo(1);
    assertThat(registry.get(MeterNames.TICKS_SCORED).counter().count()).isEqualTo(2);
    assertThat(deadLetters("bad_price")).isEqualTo(1);
    assertThat(deadLetters("unparsable")).isZero();
    assertThat(badData("split_like_ratio")).isEqualTo(1);
    assertThat(badData("stale_feed")).isZero();
    assertThat(registry.get(MeterNames.BATCH_SIZE).summary().totalAmount()).isEqualTo(64);
    assertThat(registry.get(MeterNames.SCORING_LATENCY).timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(2);
    // The second one's delay is not known.
    assertThat(registry.get(MeterNames.END_TO_END_DELAY).timer().count()).isEqualTo(1);
    assertThat(registry.get(MeterNames.END_TO_END_DELAY).timer().max(TimeUnit.MILLISECONDS))
        .isEqualTo(30);
    assertThat(
            registry
                .get(MeterNames.ALERTS)
                .tags("severity", "critical", "status", "opened")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void showsOnlyTheModelInUse() {
    meters.modelInUse("first");
    meters.modelInUse("second");
    meters.modelRefused();

    assertThat(registry.find(MeterNames.MODEL_INFO).gauges())
        .extracting(gauge -> gauge.getId().getTag(MeterNames.VERSION))
        .containsExactly("second");
    assertThat(registry.get(MeterNames.MODEL_SWAPS).counter().count()).isEqualTo(1);
    assertThat(registry.get(MeterNames.MODELS_REFUSED).counter().count()).isEqualTo(1);
  }

  @Test
  void hasTheSameSeriesHoweverManySymbolsAndModelsItSees() {
    meters.modelInUse("v0");
    List<Meter.Id> before = ids();

    for (int i = 0; i < 100; i++) {
      meters.alerted(
          new Alert(
              "id" + i,
              "SYMBOL" + i,
              Alert.Status.UPDATED,
              Alert.Severity.WARNING,
              Alert.Verdict.ANOMALY,
              0,
              0,
              0,
              0,
              1,
              2000,
              5e-4,
              "v" + i,
              null,
              List.of(),
              List.of()));
      meters.modelInUse("v" + i);
    }

    assertThat(ids()).hasSameSizeAs(before);
    assertThat(registry.getMeters())
        .allSatisfy(meter -> assertThat(meter.getId().getTag("symbol")).isNull());
  }

  @Test
  void leavesNoMeterBehind() {
    meters.modelInUse("first");
    meters.close();

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void givesMetersOfOneNameTheSameTags() {
    assertThat(
            ids().stream()
                .collect(
                    Collectors.groupingBy(
                        Meter.Id::getName,
                        Collectors.mapping(
                            id -> id.getTags().stream().map(Tag::getKey).toList(),
                            Collectors.toSet()))))
        .allSatisfy((name, tagKeys) -> assertThat(tagKeys).as(name).hasSize(1));
  }

  private List<Meter.Id> ids() {
    return registry.getMeters().stream().map(Meter::getId).toList();
  }

  private double badData(String reason) {
    return registry.get(MeterNames.QUALITY_FLAGS).tag(MeterNames.REASON, reason).counter().count();
  }

  private double deadLetters(String reason) {
    return registry.get(MeterNames.DEAD_LETTERS).tag(MeterNames.REASON, reason).counter().count();
  }

  private static Alert alert(Alert.Severity severity, Alert.Status status) {
    return new Alert(
        "id",
        "BTC",
        status,
        severity,
        Alert.Verdict.ANOMALY,
        0,
        0,
        0,
        0,
        1,
        2000,
        5e-4,
        "v1",
        null,
        List.of(),
        List.of());
  }
}
