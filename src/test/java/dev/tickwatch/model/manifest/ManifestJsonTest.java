package dev.tickwatch.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.calibration.TailModel;
import dev.tickwatch.model.window.DayProfile;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
  static final Manifest MANIFEST =
      new Manifest(
          Manifest.FORMAT_VERSION,
          "20131128T101500-3fa9c1",
          Features.NAMES,
          new FeatureSettings(
              Duration.ofMinutes(90),
              64,
              TradingCalendar.named("xnys"),
              DayProfile.FLAT,
              SeriesKind.METRIC),
          new WindowShape(60, 10),
          "tick",
          4.5,
          8,
          32,
          1,
          42,
          List.of("BTC-USD"),
          Instant.parse("2013-11-25T00:00:00Z"),
          Instant.parse("2013-11-28T10:15:00.000001Z"),
          40_000,
          "00ff",
          "0.1.0",
          calibration());

  @Test
  void readsWhatItWrote() {
    String json = ManifestJson.write(MANIFEST);
    assertThat(ManifestJson.read(json)).usingRecursiveComparison().isEqualTo(MANIFEST);
    assertThat(ManifestJson.write(ManifestJson.read(json))).isEqualTo(json);
  }

  @Test
  void writesTimesAsText() {
    assertThat(ManifestJson.write(MANIFEST))
        .contains("\"PT1H30M\"", "\"2013-11-28T10:15:00.000001Z\"")
        .doesNotContain("\n");
  }

  @Test
  void ignoresFieldsThatALaterVersionMayAdd() {
    String json = ManifestJson.write(MANIFEST).replaceFirst("\\{", "{\"later\":[1,2],");
    assertThat(ManifestJson.read(json).version()).isEqualTo(MANIFEST.version());
  }

  @Test
  void refusesAnotherFormatVersion() {
    String json =
        ManifestJson.write(MANIFEST).replace("\"formatVersion\":4", "\"formatVersion\":9");
    assertThatThrownBy(() -> ManifestJson.read(json))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("format version is 9");
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatThrownBy(() -> ManifestJson.read("not json"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not JSON");
    assertThatThrownBy(
            () ->
                ManifestJson.read(
                    ManifestJson.write(MANIFEST).replace("\"steps\":60", "\"steps\":6")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("window steps must be 8 to 1024, not 6");
  }

  @Test
  void isForTicksOnlyWhenTrainedOnThem() {
    MANIFEST.requireBars(Optional.empty());
    assertThatThrownBy(() -> MANIFEST.requireBars(Optional.of("1m")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "model 20131128T101500-3fa9c1 was trained on single ticks (no bars) and cannot score"
                + " bars of 1m");
  }

  @Test
  void isForBarsOfTheSizeItWasTrainedOn() {
    String json =
        ManifestJson.write(MANIFEST).replace("\"sampling\":\"tick\"", "\"sampling\":\"5m\"");
    Manifest bars = ManifestJson.read(json);

    bars.requireBars(Optional.of("5m"));
    assertThatThrownBy(() -> bars.requireBars(Optional.of("1m")))
        .hasMessageContaining("trained on bars of 5m and cannot score bars of 1m");
    assertThatThrownBy(() -> bars.requireBars(Optional.empty()))
        .hasMessageContaining("trained on bars of 5m and cannot score single ticks");
  }

  private static Calibration calibration() {
    double[] values = new Random(3).doubles(1_000).map(u -> -Math.log(1 - u)).toArray();
    TailModel tail = TailModel.fit(values);
    return new Calibration(
        Map.of(
            "ordinary", Map.of("first", tail, "second", tail),
            "after_close", Map.of("first", tail, "second", tail)),
        tail,
        tail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sessionGap\":\"PT1H30M | sessionGap\":\"PT99999999999H | session gap",
        "degreesOfFreedom\":4.5 | degreesOfFreedom\":1e300 | degrees of freedom",
        "symbols\":[\"BTC-USD\"] | symbols\":[null] | manifest does not fit",
        "calendar\":\"xnys\" | calendar\":null | calendar",
        "shape\": | shape\":null,\"was\": | shape",
      })
  void refusesValuesThatWouldFailLater(String there, String instead, String complaint) {
    String json = ManifestJson.write(MANIFEST);
    assertThat(json).contains(there);
    assertThatThrownBy(() -> ManifestJson.read(json.replace(there, instead)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesNullAndDeepAndLongTexts() {
    assertThatThrownBy(() -> ManifestJson.read("null")).isInstanceOf(ModelException.class);
    assertThatThrownBy(() -> ManifestJson.read("{\"x\":" + "[".repeat(100_000)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> ManifestJson.read(" ".repeat(9 << 20)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("longer than");
  }
}
