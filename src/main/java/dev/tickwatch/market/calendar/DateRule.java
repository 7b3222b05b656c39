package dev.tickwatch.market.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A date that comes every year. Exactly one of {@code day}, {@code weekday} and {@code easter} says
 * which.
 *
 * @param name for people
 * @param month 1 to 12; unused with {@code easter}
 * @param day day of the month
 * @param weekday with {@code nth}: the nth such weekday of the month, the last one for -1
 * @param easter days from Easter Sunday
 * @param plusDays added to what the above gives
 * @param since first year, or null
 * @param until last year, or null
 * @param moved by weekday, how many days a date that falls on it is moved; others stay
 * @param on weekdays on which it counts, after the move; all if null
 * @param close for an early close, its local time
 */
record DateRule(
    String name,
    int month,
    Integer day,
    DayOfWeek weekday,
    int nth,
    Integer easter,
    int plusDays,
    Integer since,
    Integer until,
    Map<DayOfWeek, Integer> moved,
    List<DayOfWeek> on,
    LocalTime close) {

  DateRule {
    int kinds = (day == null ? 0 : 1) + (weekday == null ? 0 : 1) + (easter == null ? 0 : 1);
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "rule '" + name + "' must have one of day, weekday and easter");
    }
    moved = moved == null ? Map.of() : Map.copyOf(moved);
    on = List.copyOf(on == null ? List.of(DayOfWeek.values()) : on);
  }

  /** Its date of one year, which a move may put into the year before; empty if it has none. */
  Optional<LocalDate> in(int year) {
    if ((since != null && year < since) || (until != null && year > until)) {
      return Optional.empty();
    }
    LocalDate date = unmoved(year).plusDays(plusDays);
    LocalDate observed = date.plusDays(moved.getOrDefault(date.getDayOfWeek(), 0));
    return on.contains(observed.getDayOfWeek()) ? Optional.of(observed) : Optional.empty();
  }

  private LocalDate unmoved(int year) {
    if (easter != null) {
      return easterSunday(year).plusDays(easter);
    }
    if (day != null) {
      return LocalDate.of(year, month, day);
    }
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
  }

  /** Gregorian Easter by the method of Meeus, Jones and Butcher. */
  static LocalDate easterSunday(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = b / 4;
    int e = b % 4;
    int g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4;
    int k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
