package dev.tickwatch.wire;

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

/** Bytes that were committed once must be read, and written, for ever. */
class WireFixtureTest {

  /** One committed record. */
  private record Fixture<T>(String file, Codec<T> codec, T value) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Fixture<?>> fixtures() {
    List<Fixture<?>> all = new ArrayList<>();
    add(all, "tick", format -> WireFormat.ticks(format, TickFields.DEFAULT), SampleRecords.TICK);
    add(
        all,
        "tick-bare",
        format -> WireFormat.ticks(format, TickFields.DEFAULT),
        SampleRecords.BARE_TICK);
    add(all, "score", WireFormat::scores, SampleRecords.SCORE);
    add(all, "score-warming-up", WireFormat::scores, SampleRecords.WARMING_UP);
    add(all, "forecast", WireFormat::forecasts, SampleRecords.FORECAST);
    add(all, "alert", WireFormat::alerts, SampleRecords.ALERT);
    add(all, "dead-letter", WireFormat::deadLetters, SampleRecords.DEAD_LETTER);
    add(
        all,
        "dead-letter-without-bytes",
        WireFormat::deadLetters,
        SampleRecords.DEAD_LETTER_WITHOUT_BYTES);
    return all.stream();
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
  @MethodSource("fixtures")
  <T> void readsTheCommittedBytes(Fixture<T> fixture) {
    assertThat(fixture.codec.decode(committed(fixture.file)))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(fixture.value);
  }

  private static byte[] committed(String file) {
    try (InputStream in = WireFixtureTest.class.getResourceAsStream("/fixtures/v1/" + file)) {
      assertThat(in).as("fixture " + file).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
