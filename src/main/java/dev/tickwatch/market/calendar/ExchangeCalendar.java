package dev.tickwatch.market.calendar;

import dev.tickwatch.market.calendar.CalendarFile.Hours;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * An exchange with sessions. A trading day has four bounds: start of pre-market, opening, close,
 * end of post-market; bound {@code 4 * day + k} starts the k-th phase of a day, the last of which
 * is CLOSED and runs to the next day's first bound.
 */
final class ExchangeCalendar implements TradingCalendar {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;
  private static final long DAY = Duration.ofDays(1).toNanos() / 1000;
  private static final int PHASES = 4;
  private static final int REGULAR = 1;
  private static final int CLOSED = 3;
  private static final int BEFORE_ALL = -1;

  private static final SessionPhase[] PHASE = {
    SessionPhase.PRE_MARKET, SessionPhase.REGULAR, SessionPhase.POST_MARKET, SessionPhase.CLOSED
  };

  private final String name;
  private final ZoneId zone;
  private final long[] bounds;

  /** Length of all regular sessions before a trading day's. */
  private final long[] openBefore;

  private final long firstUtcDay;

  /** By day of UTC, the bound that holds as it begins. */
  private final int[] atUtcDay;

  ExchangeCalendar(String name, CalendarFile file) {
    this.name = name;
    this.zone = file.zone();
    this.bounds = bounds(file);
    this.openBefore = new long[bounds.length / PHASES + 1];
    for (int day = 0; day < openBefore.length - 1; day++) {
      int opening = PHASES * day + REGULAR;
      openBefore[day + 1] = openBefore[day] + bounds[opening + 1] - bounds[opening];
    }
    this.firstUtcDay = Math.floorDiv(bounds[0], DAY);
    this.atUtcDay =
        new int[(int) (Math.floorDiv(bounds[bounds.length - 1], DAY) - firstUtcDay) + 1];
    int bound = BEFORE_ALL;
    for (int day = 0; day < atUtcDay.length; day++) {
      while (bound + 1 < bounds.length && bounds[bound + 1] <= (firstUtcDay + day) * DAY) {
        bound++;
      }
      atUtcDay[day] = bound;
    }
  }

  private static long[] bounds(CalendarFile file) {
    CalendarFile.Days days = file.days(FIRST_YEAR, LAST_YEAR);
    LocalDate date = LocalDate.of(FIRST_YEAR, 1, 1);
    LocalDate end = LocalDate.of(LAST_YEAR + 1, 1, 1);
    long[] bounds = new long[PHASES * (int) (end.toEpochDay() - date.toEpochDay())];
    int count = 0;
    for (; date.isBefore(end); date = date.plusDays(1)) {
      Optional<Hours> hours = days.on(date);
      if (hours.isPresent()) {
        bounds[count++] = micros(date, hours.get().preMarket(), file.zone());
        bounds[count++] = micros(date, hours.get().open(), file.zone());
        bounds[count++] = micros(date, hours.get().close(), file.zone());
        bounds[count++] = bounds[count - 2] + hours.get().postMarket().toNanos() / 1000;
      }
    }
    return Arrays.copyOf(bounds, count);
  }

  private static long micros(LocalDate date, LocalTime time, ZoneId zone) {
    return ZonedDateTime.of(date, time, zone).toEpochSecond() * 1_000_000;
  }

  /** The last bound at or before a time, or {@link #BEFORE_ALL}. */
  private int boundAt(long micros) {
    long day = Math.floorDiv(micros, DAY) - firstUtcDay;
    if (day < 0) {
      return BEFORE_ALL;
    }
    if (day >= atUtcDay.length) {
      return bounds.length - 1;
    }
    int bound = atUtcDay[(int) day];
    while (bound + 1 < bounds.length && bounds[bound + 1] <= micros) {
      bound++;
    }
    return bound;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasSessions() {
    return true;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public SessionPhase phaseAt(long micros) {
    return PHASE[Math.floorMod(boundAt(micros), PHASES)];
  }

  @Override
  public long phaseStartMicros(long micros) {
    return boundOr(boundAt(micros), Long.MIN_VALUE);
  }

  @Override
  public long phaseEndMicros(long micros) {
    return boundOr(boundAt(micros) + 1, Long.MAX_VALUE);
  }

  private long boundOr(int index, long otherwise) {
    return index < 0 || index >= bounds.length ? otherwise : bounds[index];
  }

  @Override
  public long openMicrosBetween(long fromMicros, long toMicros) {
    return toMicros <= fromMicros ? 0 : openUntil(toMicros) - openUntil(fromMicros);
  }

  private long openUntil(long micros) {
    int bound = boundAt(micros);
    int day = Math.floorDiv(bound, PHASES);
    return switch (Math.floorMod(bound, PHASES)) {
      case 0 -> openBefore[day];
      case REGULAR -> openBefore[day] + micros - bounds[bound];
      default -> openBefore[day + 1];
    };
  }

  @Override
  public boolean closedBetween(long fromMicros, long toMicros) {
    if (toMicros <= fromMicros) {
      return false;
    }
    int bound = boundAt(fromMicros);
    int closing = bound + CLOSED - Math.floorMod(bound, PHASES);
    return closing == bound || bounds[closing] < toMicros;
  }

  @Override
  public int tradingDaysBetween(long fromMicros, long toMicros) {
    return toMicros <= fromMicros ? 0 : openingsBefore(toMicros) - openingsBefore(fromMicros);
  }

  private int openingsBefore(long micros) {
    return Math.floorDiv(boundAt(micros - 1) - REGULAR, PHASES) + 1;
  }

  @Override
  public long tradingDayStartMicros(long micros) {
    return boundOr(PHASES * tradingDay(micros) - 1, Long.MIN_VALUE);
  }

  @Override
  public long tradingDayEndMicros(long micros) {
    return boundOr(PHASES * tradingDay(micros) + CLOSED, Long.MAX_VALUE);
  }

  private int tradingDay(long micros) {
    return Math.floorDiv(boundAt(micros) + 1, PHASES);
  }

  /** Its name: settings with a calendar are written out, and hashed, by it. */
  @Override
  public String toString() {
    return name();
  }
}
