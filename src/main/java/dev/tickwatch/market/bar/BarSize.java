package dev.tickwatch.market.bar;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a bar is: {@code 5s}, {@code 1m}, {@code 1h}, {@code 1d}. Immutable.
 *
 * <p>Bars of seconds and minutes are counted from the epoch; bars of hours from local midnight of
 * the calendar, where they start again each day; a bar of a day is one trading day, to which the
 * closed hours before it belong. Bars follow each other without gap.
 *
 * @param count of units, 1 or more; 1 for days
 * @param unit what is counted; 60 seconds are a minute
 */
public record BarSize(int count, Unit unit) {

  /** What the length of a bar is counted in. */
  public enum Unit {
    /** From the epoch on. */
    SECOND(Duration.ofSeconds(1)),
    /** From the epoch on. */
    MINUTE(Duration.ofMinutes(1)),
    /** From local midnight on. */
    HOUR(Duration.ofHours(1)),
    /** The trading day. */
    DAY(Duration.ofDays(1));

    private final long micros;

    Unit(Duration length) {
      this.micros = length.toNanos() / 1000;
    }

    private String letter() {
      return name().substring(0, 1).toLowerCase(Locale.ROOT);
    }
  }

  /** What {@link #parse} reads, for people. */
  public static final String ALLOWED = "a bar such as 1s, 5m, 1h or 1d, of a day at most";

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})([smhd])");

  /**
   * @throws IllegalArgumentException when it is empty, or longer than a day
   */
  public BarSize {
    if (count < 1 || count * unit.micros > Unit.DAY.micros) {
      throw new IllegalArgumentException(ALLOWED);
    }
    if (unit == Unit.SECOND && count % 60 == 0) {
      count /= 60;
      unit = Unit.MINUTE;
    }
  }

  /**
   * Reads what {@link #toString} prints.
   *
   * @throws IllegalArgumentException for anything else; the message says what is allowed
   */
  public static BarSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(ALLOWED);
    }
    Unit unit =
        switch (matcher.group(2)) {
          case "s" -> Unit.SECOND;
          case "m" -> Unit.MINUTE;
          case "h" -> Unit.HOUR;
          default -> Unit.DAY;
        };
    return new BarSize(Integer.parseInt(matcher.group(1)), unit);
  }

  /** As in {@code 1m}. */
  @Override
  public String toString() {
    return count + unit.letter();
  }

  /** Its length; that of a trading day is taken to be 24 hours. */
  public Duration length() {
    return Duration.ofNanos(1000 * micros());
  }

  private long micros() {
    return count * unit.micros;
  }

  /** Start of the bar that holds a time, microseconds since the epoch, inclusive. */
  public long startMicros(long micros, TradingCalendar calendar) {
    return switch (unit) {
      case SECOND, MINUTE -> micros - Math.floorMod(micros, micros());
      case HOUR -> {
        long midnight = midnight(localDate(micros, calendar), calendar);
        yield micros - (micros - midnight) % micros();
      }
      case DAY -> calendar.tradingDayStartMicros(micros);
    };
  }

  /** End of the bar that holds a time, microseconds since the epoch, exclusive. */
  public long endMicros(long micros, TradingCalendar calendar) {
    return switch (unit) {
      case SECOND, MINUTE -> startMicros(micros, calendar) + micros();
      case HOUR -> {
        long tomorrow = midnight(localDate(micros, calendar).plusDays(1), calendar);
        yield Math.min(startMicros(micros, calendar) + micros(), tomorrow);
      }
      case DAY -> calendar.tradingDayEndMicros(micros);
    };
  }

  private static LocalDate localDate(long micros, TradingCalendar calendar) {
    Instant second = Instant.ofEpochSecond(Math.floorDiv(micros, Unit.SECOND.micros));
    return LocalDate.ofInstant(second, calendar.zone());
  }

  private static long midnight(LocalDate date, TradingCalendar calendar) {
    return date.atStartOfDay(calendar.zone()).toEpochSecond() * Unit.SECOND.micros;
  }
}
