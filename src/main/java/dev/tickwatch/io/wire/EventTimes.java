package dev.tickwatch.io.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How event times are read from text and numbers. Immutable and thread-safe.
 *
 * <p>Text is ISO-8601: date and time (apart by {@code T} or a space) with an offset or {@code Z};
 * with a zone also without offset, and a date alone is its midnight there. A number, also in text,
 * is a time since the epoch in the given unit; with a zone and {@link EpochUnit#AUTO} eight digits
 * that make a date from 1900 to 2100 ({@code 20131125}) are that date.
 *
 * @param unit of numbers
 * @param zone of times without an offset; empty to refuse those
 */
public record EventTimes(EpochUnit unit, Optional<ZoneId> zone) {

  /** Numbers by magnitude; text must say its offset. */
  public static final EventTimes DEFAULT = new EventTimes(EpochUnit.AUTO, Optional.empty());

  private static final int MAX_LENGTH = 64;
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern COMPACT_DATE = Pattern.compile("(19|20)\\d{6}");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  private static final DateTimeFormatter MICROS_UTC =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  /** Checks for null. */
  public EventTimes {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(zone, "zone");
  }

  /** The ISO-8601 text of a time: UTC, six decimals. */
  public static String format(long micros) {
    return format(instant(micros));
  }

  /** The ISO-8601 text of a time: UTC, six decimals. */
  public static String format(Instant instant) {
    return MICROS_UTC.format(instant);
  }

  /** The instant of microseconds since the epoch. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * Microseconds since the epoch of an instant, rounded down.
   *
   * @throws ArithmeticException when they do not fit a long
   */
  public static long micros(Instant instant) {
    long seconds = instant.getEpochSecond();
    long micros = instant.getNano() / 1_000L;
    return seconds < 0 // counts from the next second, lest the earliest times overflow
        ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000L), micros - 1_000_000L)
        : Math.addExact(Math.multiplyExact(seconds, 1_000_000L), micros);
  }

  /**
   * Reads a time.
   *
   * @return microseconds since the epoch, rounded down
   * @throws DateTimeException when the text is no time; the message quotes it
   */
  public long micros(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.length() > MAX_LENGTH) {
        throw new DateTimeException("too long");
      }
      long utc = UtcText.micros(trimmed);
      if (utc != UtcText.OTHER_FORM) {
        return utc;
      }
      if (COMPACT_DATE.matcher(trimmed).matches() && zone.isPresent() && unit == EpochUnit.AUTO) {
        LocalDate date = LocalDate.parse(trimmed, DateTimeFormatter.BASIC_ISO_DATE);
        return micros(date.atStartOfDay(zone.get()).toInstant());
      }
      if (INTEGER.matcher(trimmed).matches()) {
        return unit.toMicros(Long.parseLong(trimmed));
      }
      if (DECIMAL.matcher(trimmed).matches()) {
        return unit.toMicros(new BigDecimal(trimmed));
      }
      return micros(fromIso(trimmed));
    } catch (DateTimeException | ArithmeticException e) {
      String wanted = zone.isPresent() ? "ISO-8601" : "ISO-8601 with an offset or Z";
      throw new DateTimeException(
          Excerpt.of(text) + " is neither " + wanted + " nor a number since the epoch", e);
    }
  }

  private Instant fromIso(String text) {
    TemporalAccessor parsed =
        ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof OffsetDateTime withOffset) {
      return withOffset.toInstant();
    }
    ZoneId local = zone.orElseThrow(() -> new DateTimeException("no offset"));
    return parsed instanceof LocalDateTime dateTime
        ? dateTime.atZone(local).toInstant()
        : LocalDate.from(parsed).atStartOfDay(local).toInstant();
  }
}
