package dev.tickwatch.market.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContinuousCalendarTest {
  private static final TradingCalendar ALWAYS = TradingCalendar.named("24x7");
  private static final long SATURDAY = at("2024-05-18T23:30:00Z");

  @Test
  void isOpenAroundTheClock() {
    assertThat(ALWAYS.phaseAt(SATURDAY)).isEqualTo(SessionPhase.REGULAR);
    assertThat(ALWAYS.openMicrosBetween(SATURDAY, SATURDAY + 5)).isEqualTo(5);
    assertThat(ALWAYS.openMicrosBetween(SATURDAY, SATURDAY - 5)).isZero();
    assertThat(ALWAYS.closedBetween(SATURDAY, at("2030-01-01T00:00:00Z"))).isFalse();
  }

  @Test
  void aDayOfUtcIsOnePhase() {
    assertThat(ALWAYS.phaseStartMicros(SATURDAY)).isEqualTo(at("2024-05-18T00:00:00Z"));
    assertThat(ALWAYS.phaseEndMicros(SATURDAY)).isEqualTo(at("2024-05-19T00:00:00Z"));
    assertThat(ALWAYS.tradingDayStartMicros(at("2024-05-18T00:00:00Z")))
        .isEqualTo(at("2024-05-18T00:00:00Z"));
    assertThat(ALWAYS.tradingDayStartMicros(at("1969-12-31T12:00:00Z")))
        .isEqualTo(at("1969-12-31T00:00:00Z"));
  }

  @Test
  void countsMidnightsIncludingTheFirstAndWithoutTheLast() {
    long midnight = at("2024-05-18T00:00:00Z");
    assertThat(ALWAYS.tradingDaysBetween(midnight, midnight + 1)).isEqualTo(1);
    assertThat(ALWAYS.tradingDaysBetween(midnight - 1, midnight)).isZero();
    assertThat(ALWAYS.tradingDaysBetween(midnight, at("2024-05-20T00:00:00Z"))).isEqualTo(2);
    assertThat(ALWAYS.tradingDaysBetween(midnight, midnight)).isZero();
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> TradingCalendar.named("XLON"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'XLON'")
        .hasMessageContaining("xnys, 24x7");
    assertThat(TradingCalendar.NAMES)
        .allSatisfy(name -> assertThat(TradingCalendar.named(name).name()).isEqualTo(name));
  }

  private static long at(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }
}
