package dev.tickwatch.market.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S, 1s",
    "5s, PT5S, 5s",
    "1m, PT1M, 1m",
    "60s, PT1M, 1m",
    "90s, PT90S, 90s",
    "90m, PT90M, 90m",
    "1h, PT1H, 1h",
    "24h, PT24H, 24h",
    "1d, PT24H, 1d"
  })
  void readsAndPrints(String text, Duration length, String printed) {
    BarSize size = BarSize.parse(text);
    assertThat(size.length()).isEqualTo(length);
    assertThat(size).hasToString(printed);
    assertThat(BarSize.parse(size.toString())).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "m", "0m", "01m", "-1m", "1", "1M", "1.5m", "1 m", "25h", "2d", "1w", "1ms"})
  void refusesAnythingElseAndSaysWhatIsAllowed(String text) {
    assertThatThrownBy(() -> BarSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1s, 5m, 1h or 1d");
  }

  @ParameterizedTest
  @CsvSource({
    // Minutes and seconds count from the epoch.
    "1m,  xnys, 2024-05-15T13:30:59.999999Z, 2024-05-15T13:30:00Z, 2024-05-15T13:31:00Z",
    "7m,  24x7, 1970-01-01T00:13:59Z,        1970-01-01T00:07:00Z, 1970-01-01T00:14:00Z",
    "5s,  24x7, 1969-12-31T23:59:58Z,        1969-12-31T23:59:55Z, 1970-01-01T00:00:00Z",
    // Hours count from local midnight: 4 h in summer are 00, 04, 08, 12 New York time.
    "1h,  xnys, 2024-05-15T13:30:00Z,        2024-05-15T13:00:00Z, 2024-05-15T14:00:00Z",
    "4h,  xnys, 2024-05-15T13:30:00Z,        2024-05-15T12:00:00Z, 2024-05-15T16:00:00Z",
    "4h,  xnys, 2024-01-16T14:30:00Z,        2024-01-16T13:00:00Z, 2024-01-16T17:00:00Z",
    "4h,  24x7, 2024-05-15T13:30:00Z,        2024-05-15T12:00:00Z, 2024-05-15T16:00:00Z",
    // The last one of a day is cut off.
    "7h,  24x7, 2024-05-15T23:30:00Z,        2024-05-15T21:00:00Z, 2024-05-16T00:00:00Z",
    // A day is one of trading, and the closed hours before it belong to it.
    "1d,  xnys, 2024-05-15T13:30:00Z,        2024-05-15T00:00:00Z, 2024-05-16T00:00:00Z",
    "1d,  xnys, 2024-05-25T12:00:00Z,        2024-05-25T00:00:00Z, 2024-05-29T00:00:00Z",
    "1d,  xnys, 2024-11-29T15:00:00Z,        2024-11-28T01:00:00Z, 2024-11-29T22:00:00Z",
    "1d,  24x7, 2024-05-25T12:00:00Z,        2024-05-25T00:00:00Z, 2024-05-26T00:00:00Z"
  })
  void alignsBars(String size, String calendar, Instant time, Instant start, Instant end) {
    BarSize bar = BarSize.parse(size);
    TradingCalendar market = TradingCalendar.named(calendar);
    assertThat(instant(bar.startMicros(micros(time), market))).isEqualTo(start);
    assertThat(instant(bar.endMicros(micros(time), market))).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"90s", "1h", "5h", "1d"})
  void barsFollowEachOtherWithoutGapAlsoWhereClocksChange(String text) {
    BarSize size = BarSize.parse(text);
    TradingCalendar market = TradingCalendar.named("xnys");
    SplittableRandom random = new SplittableRandom(3);
    for (String change : new String[] {"2024-03-10T00:00-05:00", "2024-11-03T00:00-04:00"}) {
      long midnight = micros(ZonedDateTime.parse(change).toInstant());
      for (int i = 0; i < 2000; i++) {
        long time = midnight + random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        long start = size.startMicros(time, market);
        long end = size.endMicros(time, market);
        assertThat(time).isGreaterThanOrEqualTo(start).isLessThan(end);
        assertThat(size.startMicros(end - 1, market)).isEqualTo(start);
        assertThat(size.endMicros(start, market)).isEqualTo(end);
        assertThat(size.startMicros(end, market)).isEqualTo(end);
      }
    }
  }

  @Test
  void anHourStartsAtALocalFullHourOnBothSidesOfAClockChange() {
    BarSize hour = BarSize.parse("1h");
    TradingCalendar market = TradingCalendar.named("xnys");
    long after = micros(Instant.parse("2024-03-10T18:45:00Z"));
    assertThat(instant(hour.startMicros(after, market)))
        .isEqualTo(Instant.parse("2024-03-10T18:00:00Z"));
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), 1000L * Math.floorMod(micros, 1_000_000));
  }
}
