package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that were committed once must be read for ever, and those of now are written so too. */
class WireFixtureTest {

  /** One committed record. */
  private record Fixture<T>(String file, Codec<T> codec, T value) {
    @Override
    public String toString() {
      return file;
    }
  }

  /** What version 1 had no field for is absent, or what it always was. */
  static Stream<Fixture<?>> fixturesOfVersion1() {
    List<Fixture<?>> all = new ArrayList<>();
    addShared(all, "v1/");
    add(all, "v1/score", WireFormat::scores, SampleRecords.SCORE_1);
    add(all, "v1/score-warming-up", WireFormat::scores, SampleRecords.WARMING_UP_1);
    add(all, "v1/alert", WireFormat::alerts, SampleRecords.ALERT_1);
    return all.stream();
  }

  static Stream<Fixture<?>> fixtures() {
    List<Fixture<?>> all = new ArrayList<>();
    addShared(all, "v2/");
    add(
        all,
        "v2/tick-bar",
        format -> WireFormat.ticks(format, TickFields.DEFAULT),
        SampleRecords.BAR);
    add(all, "v3/score", WireFormat::scores, SampleRecords.SCORE);
    add(all, "v3/score-warming-up", WireFormat::scores, SampleRecords.WARMING_UP);
    add(all, "v3/alert", WireFormat::alerts, SampleRecords.ALERT);
    add(all, "v3/market-alert", WireFormat::marketAlerts, SampleRecords.MARKET_ALERT);
    return all.stream();
  }

  /** What version 2 had no field for is absent. */
  static Stream<Fixture<?>> fixturesOfVersion2() {
    List<Fixture<?>> all = new ArrayList<>();
    add(all, "v2/score", WireFormat::scores, SampleRecords.SCORE_2);
    add(all, "v2/score-warming-up", WireFormat::scores, SampleRecords.WARMING_UP);
    add(all, "v2/alert", WireFormat::alerts, SampleRecords.ALERT_2);
    return all.stream();
  }

  private static void addShared(List<Fixture<?>> all, String version) {
    add(
        all,
        version + "tick",
        format -> WireFormat.ticks(format, TickFields.DEFAULT),
        SampleRecords.TICK);
    add(
        all,
        version + "tick-bare",
        format -> WireFormat.ticks(format, TickFields.DEFAULT),
        SampleRecords.BARE_TICK);
    add(all, version + "forecast", WireFormat::forecasts, SampleRecords.FORECAST);
    add(all, version + "dead-letter", WireFormat::deadLetters, SampleRecords.DEAD_LETTER);
    add(
        all,
        version + "dead-letter-without-bytes",
        WireFormat::deadLetters,
        SampleRecords.DEAD_LETTER_WITHOUT_BYTES);
  }

  private static <T> void add(
      List<Fixture<?>> all, String name, Function<RecordFormat, Codec<T>> codec, T value) {
    all.add(new Fixture<>(name + ".avro", codec.apply(RecordFormat.AVRO), value));
    all.add(new Fixture<>(name + ".json", codec.apply(RecordFormat.JSON), value));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  <T> void writesTheCommittedBytes(Fixture<T> fixture) {
    assertThat(fixture.codec.encode(fixture.value)).isEqualTo(committed(fixture.file));
  }

  @ParameterizedTest
  @MethodSource({"fixtures", "fixturesOfVersion2", "fixturesOfVersion1"})
  <T> void readsTheCommittedBytes(Fixture<T> fixture) {
    assertThat(fixture.codec.decode(committed(fixture.file)))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(fixture.value);
  }

  private static byte[] committed(String file) {
    try (InputStream in = WireFixtureTest.class.getResourceAsStream("/fixtures/" + file)) {
      assertThat(in).as("fixture " + file).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
