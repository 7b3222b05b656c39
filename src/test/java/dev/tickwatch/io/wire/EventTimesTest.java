package dev.tickwatch.io.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2013-01-02, 2013-01-02T05:00:00.000000Z",
    "20130102, 2013-01-02T05:00:00.000000Z",
    "2013-07-02, 2013-07-02T04:00:00.000000Z",
    "2013-01-02 09:30, 2013-01-02T14:30:00.000000Z",
    "2013-01-02T09:30:00.5, 2013-01-02T14:30:00.500000Z",
    "2013-01-02T09:30:00z, 2013-01-02T09:30:00.000000Z",
    "2013-01-02T09:30:00-05, 2013-01-02T14:30:00.000000Z",
    "' 1357137000 ', 2013-01-02T14:30:00.000000Z",
    "-1, 1969-12-31T23:59:59.000000Z",
    "-0.0000015, 1969-12-31T23:59:59.999998Z",
    "1357137000.5, 2013-01-02T14:30:00.500000Z",
  })
  void readsLocalTimesInTheZone(String text, String utc) {
    EventTimes newYork = new EventTimes(EpochUnit.AUTO, Optional.of(ZoneId.of("America/New_York")));
    assertThat(EventTimes.format(newYork.micros(text))).isEqualTo(utc);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2013-02-30",
        "2013-01-02T25:00:00Z",
        "2013-01-02T",
        "1e400",
        "1e40",
        "NaN",
        "999999999999999999999999999999",
        "+999999999-01-01T00:00:00Z",
        "1,357,137,000",
        "2013-01-02T09:30:00Z trailing"
      })
  void refusesWhatIsNoTime(String text) {
    EventTimes utc = new EventTimes(EpochUnit.AUTO, Optional.of(ZoneId.of("UTC")));
    assertThatThrownBy(() -> utc.micros(text))
        .isInstanceOf(DateTimeException.class)
        .hasMessageStartingWith(Excerpt.of(text) + " is neither ISO-8601");
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 12, 12000000",
    "MILLIS, 1357137000123, 1357137000123000",
    "MICROS, 12, 12",
    "NANOS, -1, -1",
    "NANOS, 1999, 1",
    "AUTO, 99999999999, 99999999999000000",
    "AUTO, 100000000000, 100000000000000",
    "AUTO, 99999999999999, 99999999999999000",
    "AUTO, 100000000000000, 100000000000000",
    "AUTO, 100000000000000000, 100000000000000",
  })
  void tellsUnitsByMagnitude(EpochUnit unit, long value, long micros) {
    assertThat(unit.toMicros(value)).isEqualTo(micros);
    assertThat(unit.toMicros(java.math.BigDecimal.valueOf(value))).isEqualTo(micros);
  }

  @Test
  void readsTheCommonFormAsTheGeneralOneDoes() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long nanos = random.nextInt(1_000_000_000);
      int decimals = random.nextInt(10);
      nanos -= nanos % (long) Math.pow(10, 9 - decimals);
      Instant time =
          Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), nanos);
      String text =
          new DateTimeFormatterBuilder().appendInstant(decimals).toFormatter().format(time);
      assertThat(EventTimes.DEFAULT.micros(text)).as(text).isEqualTo(EventTimes.micros(time));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2013-02-29T00:00:00Z",
        "2013-13-01T00:00:00Z",
        "2013-01-01T24:00:01Z",
        "2013-01-01T00:60:00Z",
        "2013-01-01T00:00:60Z",
        "2013-01-01T00:00:00.12x4Z",
        "2013-01-01T00:00:00,5Z",
        "2013-01-01T00:00:00.1234567890Z",
        "2013-01-01T00:00:0Z"
      })
  void refusesNearlyTheCommonForm(String text) {
    assertThatThrownBy(() -> EventTimes.DEFAULT.micros(text)).isInstanceOf(DateTimeException.class);
  }
}
