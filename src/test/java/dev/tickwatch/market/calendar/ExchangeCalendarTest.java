package dev.tickwatch.market.calendar;

import static dev.tickwatch.market.calendar.SessionPhase.CLOSED;
import static dev.tickwatch.market.calendar.SessionPhase.POST_MARKET;
import static dev.tickwatch.market.calendar.SessionPhase.PRE_MARKET;
import static dev.tickwatch.market.calendar.SessionPhase.REGULAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCalendarTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final TradingCalendar XNYS = TradingCalendar.named("xnys");

  @Test
  void anOrdinaryDayHasThreePhasesOfTrading() {
    assertThat(XNYS.phaseAt(at("2024-05-15T03:59:59"))).isEqualTo(CLOSED);
    assertThat(XNYS.phaseAt(at("2024-05-15T04:00:00"))).isEqualTo(PRE_MARKET);
    assertThat(XNYS.phaseAt(at("2024-05-15T09:30:00") - 1)).isEqualTo(PRE_MARKET);
    assertThat(XNYS.phaseAt(at("2024-05-15T09:30:00"))).isEqualTo(REGULAR);
    assertThat(XNYS.phaseAt(at("2024-05-15T16:00:00") - 1)).isEqualTo(REGULAR);
    assertThat(XNYS.phaseAt(at("2024-05-15T16:00:00"))).isEqualTo(POST_MARKET);
    assertThat(XNYS.phaseAt(at("2024-05-15T20:00:00") - 1)).isEqualTo(POST_MARKET);
    assertThat(XNYS.phaseAt(at("2024-05-15T20:00:00"))).isEqualTo(CLOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1994-04-27", // funeral of Nixon
        "1998-01-19", // the first Martin Luther King Jr. Day
        "1999-12-24", // Christmas on a Saturday
        "2000-04-21", // Good Friday
        "2001-09-11",
        "2001-09-12",
        "2001-09-13",
        "2001-09-14",
        "2004-06-11", // mourning for Reagan
        "2006-01-02", // New Year's Day on a Sunday
        "2007-01-02", // mourning for Ford
        "2008-03-21", // Good Friday, early
        "2010-12-24",
        "2011-04-22", // Good Friday, late
        "2011-12-26", // Christmas on a Sunday
        "2012-10-29", // hurricane Sandy
        "2012-10-30",
        "2015-07-03", // Independence Day on a Saturday
        "2016-05-30", // Memorial Day
        "2018-12-05", // mourning for Bush
        "2020-02-17", // Washington's Birthday
        "2021-07-05", // Independence Day on a Sunday
        "2022-06-20", // the first Juneteenth, on a Sunday
        "2022-12-26",
        "2023-01-02",
        "2023-09-04", // Labor Day
        "2024-03-29", // Good Friday
        "2024-11-28", // Thanksgiving
        "2025-01-09", // mourning for Carter
        "2026-07-03",
        "2027-06-18", // Juneteenth on a Saturday
        "2027-12-24",
        "2035-12-25"
      })
  void staysClosedOnHolidaysAndOneOffClosures(String date) {
    assertThat(XNYS.phaseAt(at(date + "T10:00:00"))).isEqualTo(CLOSED);
    assertThat(XNYS.phaseAt(at(date + "T05:00:00"))).isEqualTo(CLOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1993-12-31", // New Year's Day on a Saturday is not kept on the Friday
        "1997-01-20", // before Martin Luther King Jr. Day was kept
        "1999-12-30",
        "2001-09-10",
        "2001-09-17",
        "2004-12-31",
        "2010-12-31",
        "2012-10-26",
        "2012-10-31",
        "2016-12-23", // before a Christmas on a Sunday
        "2019-10-14", // Columbus Day
        "2020-11-11", // Veterans Day
        "2021-06-18", // before Juneteenth was kept
        "2021-12-31",
        "2022-12-23",
        "2026-07-02", // before the Friday on which Independence Day is kept
        "2027-12-31"
      })
  void opensAllDayOnDaysThatMightBeTakenForHolidays(String date) {
    assertThat(XNYS.phaseAt(at(date + "T09:30:00"))).isEqualTo(REGULAR);
    assertThat(XNYS.phaseEndMicros(at(date + "T09:30:00"))).isEqualTo(at(date + "T16:00:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "1992-12-24, 14:00",
    "1996-07-05, 13:00", // Independence Day on a Thursday, the old way
    "1997-10-27, 15:30", // circuit breaker
    "1997-12-26, 13:00",
    "1998-12-24, 13:00",
    "1999-12-31, 13:00",
    "2002-07-05, 13:00",
    "2003-12-26, 13:00",
    "2013-07-03, 13:00", // Independence Day on a Thursday, the new way
    "2018-07-03, 13:00",
    "2019-07-03, 13:00",
    "2020-12-24, 13:00",
    "2022-11-25, 13:00",
    "2023-07-03, 13:00",
    "2024-11-29, 13:00",
    "2024-12-24, 13:00",
    "2025-07-03, 13:00",
    "2026-12-24, 13:00"
  })
  void closesEarlyAndEndsPostMarketFourHoursLater(String date, String close) {
    long opening = at(date + "T09:30:00");
    long closing = at(date + "T" + close + ":00");
    assertThat(XNYS.phaseAt(opening)).isEqualTo(REGULAR);
    assertThat(XNYS.phaseEndMicros(opening)).isEqualTo(closing);
    assertThat(XNYS.phaseAt(closing)).isEqualTo(POST_MARKET);
    assertThat(XNYS.phaseEndMicros(closing)).isEqualTo(closing + micros(Duration.ofHours(4)));
    assertThat(XNYS.phaseAt(closing + micros(Duration.ofHours(4)))).isEqualTo(CLOSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2013-07-05", "2009-07-02", "2005-12-23", "1999-07-02", "2000-12-26"})
  void closesAsEverBesideAHolidayWithoutAShortDay(String date) {
    assertThat(XNYS.phaseEndMicros(at(date + "T12:00:00"))).isEqualTo(at(date + "T16:00:00"));
  }

  @Test
  void opensLateOnTheFirstAnniversaryOfSeptember11() {
    assertThat(XNYS.phaseAt(at("2002-09-11T11:59:59"))).isEqualTo(PRE_MARKET);
    assertThat(XNYS.phaseStartMicros(at("2002-09-11T13:00:00")))
        .isEqualTo(at("2002-09-11T12:00:00"));
  }

  @Test
  void theOpeningMovesInUtcWithDaylightSaving() {
    // Clocks went forward on Sunday 2024-03-10 and back on Sunday 2024-11-03.
    assertThat(openingOf("2024-03-08")).isEqualTo(Instant.parse("2024-03-08T14:30:00Z"));
    assertThat(openingOf("2024-03-11")).isEqualTo(Instant.parse("2024-03-11T13:30:00Z"));
    assertThat(openingOf("2024-11-01")).isEqualTo(Instant.parse("2024-11-01T13:30:00Z"));
    assertThat(openingOf("2024-11-04")).isEqualTo(Instant.parse("2024-11-04T14:30:00Z"));
    // Until 2006 they went forward on the first Sunday of April.
    assertThat(openingOf("2006-03-31")).isEqualTo(Instant.parse("2006-03-31T14:30:00Z"));
    assertThat(openingOf("2006-04-03")).isEqualTo(Instant.parse("2006-04-03T13:30:00Z"));
  }

  @Test
  void aClosedPhaseRunsOverTheWeekendAndAHolidayNextToIt() {
    long saturday = at("2024-05-25T12:00:00"); // Memorial Day follows on the Monday
    assertThat(XNYS.phaseStartMicros(saturday)).isEqualTo(at("2024-05-24T20:00:00"));
    assertThat(XNYS.phaseEndMicros(saturday)).isEqualTo(at("2024-05-28T04:00:00"));
    assertThat(XNYS.tradingDayStartMicros(saturday)).isEqualTo(at("2024-05-24T20:00:00"));
    assertThat(XNYS.tradingDayEndMicros(saturday)).isEqualTo(at("2024-05-28T20:00:00"));
  }

  @Test
  void openTimeCountsOnlyRegularSessions() {
    assertThat(open("2024-05-15T00:00:00", "2024-05-16T00:00:00"))
        .isEqualTo(Duration.ofMinutes(390));
    assertThat(open("2024-05-15T09:00:00", "2024-05-15T09:31:00")).isEqualTo(Duration.ofMinutes(1));
    assertThat(open("2024-05-15T15:59:00", "2024-05-16T09:32:00")).isEqualTo(Duration.ofMinutes(3));
    assertThat(open("2024-05-24T15:00:00", "2024-05-28T09:45:00"))
        .isEqualTo(Duration.ofMinutes(75));
    assertThat(open("2024-11-29T00:00:00", "2024-11-30T00:00:00"))
        .isEqualTo(Duration.ofMinutes(210));
    assertThat(open("2024-05-18T00:00:00", "2024-05-20T09:30:00")).isZero();
    assertThat(open("2024-05-16T00:00:00", "2024-05-15T00:00:00")).isZero();
  }

  @Test
  void knowsWhetherAClosedPhaseLiesBetweenTwoTimes() {
    assertThat(closed("2024-05-15T04:00:00", "2024-05-15T20:00:00")).isFalse();
    assertThat(closed("2024-05-15T15:00:00", "2024-05-15T20:00:01")).isTrue();
    assertThat(closed("2024-05-15T19:59:59", "2024-05-16T04:00:00")).isTrue();
    assertThat(closed("2024-05-18T10:00:00", "2024-05-18T11:00:00")).isTrue();
    assertThat(closed("2024-05-18T10:00:00", "2024-05-18T10:00:00")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1992, 254",
    "1996, 254",
    "2001, 248",
    "2004, 252",
    "2008, 253",
    "2012, 250",
    "2018, 251",
    "2020, 253",
    "2021, 252",
    "2022, 251",
    "2023, 250",
    "2024, 252",
    "2025, 250"
  })
  void aYearHasAsManyTradingDaysAsTheExchangeHad(int year, int days) {
    assertThat(
            XNYS.tradingDaysBetween(at(year + "-01-01T00:00:00"), at(year + 1 + "-01-01T00:00:00")))
        .isEqualTo(days);
  }

  @Test
  void phasesFollowOneAnotherWithoutGap() {
    long end = at("2036-01-01T00:00:00");
    Map<SessionPhase, SessionPhase> following =
        Map.of(CLOSED, PRE_MARKET, PRE_MARKET, REGULAR, REGULAR, POST_MARKET, POST_MARKET, CLOSED);
    SessionPhase before = CLOSED;
    for (long t = at("1990-01-02T04:00:00"); t < end; t = XNYS.phaseEndMicros(t)) {
      SessionPhase phase = XNYS.phaseAt(t);
      assertThat(phase).isEqualTo(following.get(before));
      assertThat(XNYS.phaseStartMicros(t)).isEqualTo(t);
      assertThat(XNYS.phaseAt(t - 1)).isEqualTo(before);
      before = phase;
    }
  }

  @Test
  void spansAddUp() {
    SplittableRandom random = new SplittableRandom(7);
    long first = at("1990-01-01T00:00:00");
    long last = at("2036-01-01T00:00:00");
    for (int i = 0; i < 1000; i++) {
      long a = random.nextLong(first, last);
      long b = random.nextLong(a, last);
      long c = random.nextLong(b, last);
      assertThat(XNYS.openMicrosBetween(a, b) + XNYS.openMicrosBetween(b, c))
          .isEqualTo(XNYS.openMicrosBetween(a, c));
      assertThat(XNYS.tradingDaysBetween(a, b) + XNYS.tradingDaysBetween(b, c))
          .isEqualTo(XNYS.tradingDaysBetween(a, c));
      assertThat(XNYS.closedBetween(a, b) || XNYS.closedBetween(b, c))
          .isEqualTo(XNYS.closedBetween(a, c));
      assertThat(a)
          .isGreaterThanOrEqualTo(XNYS.tradingDayStartMicros(a))
          .isLessThan(XNYS.tradingDayEndMicros(a));
    }
  }

  @Test
  void isClosedBeforeAndAfterItsYears() {
    long before = Instant.parse("1800-06-15T15:00:00Z").getEpochSecond() * 1_000_000;
    long after = Instant.parse("2200-06-16T15:00:00Z").getEpochSecond() * 1_000_000;
    assertThat(XNYS.phaseAt(before)).isEqualTo(CLOSED);
    assertThat(XNYS.phaseAt(after)).isEqualTo(CLOSED);
    assertThat(XNYS.phaseStartMicros(before)).isEqualTo(Long.MIN_VALUE);
    assertThat(XNYS.phaseEndMicros(after)).isEqualTo(Long.MAX_VALUE);
    assertThat(XNYS.tradingDayStartMicros(before)).isEqualTo(Long.MIN_VALUE);
    assertThat(XNYS.tradingDayEndMicros(after)).isEqualTo(Long.MAX_VALUE);
    assertThat(XNYS.tradingDaysBetween(before, after)).isGreaterThan(50_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1961-04-02", "1990-04-15", "2008-03-23", "2011-04-24", "2038-04-25"})
  void knowsEaster(String date) {
    LocalDate easter = LocalDate.parse(date);
    assertThat(DateRule.easterSunday(easter.getYear())).isEqualTo(easter);
  }

  private static Instant openingOf(String date) {
    long micros = XNYS.phaseStartMicros(at(date + "T12:00:00"));
    return Instant.ofEpochSecond(micros / 1_000_000);
  }

  private static Duration open(String from, String to) {
    return Duration.ofNanos(1000 * XNYS.openMicrosBetween(at(from), at(to)));
  }

  private static boolean closed(String from, String to) {
    return XNYS.closedBetween(at(from), at(to));
  }

  private static long at(String newYorkTime) {
    return LocalDateTime.parse(newYorkTime).atZone(NEW_YORK).toEpochSecond() * 1_000_000;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
