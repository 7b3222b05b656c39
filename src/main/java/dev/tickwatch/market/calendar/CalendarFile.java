package dev.tickwatch.market.calendar;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An exchange's rules as its file states them.
 *
 * @param trades what is traded there, for people
 * @param zone of all local times
 * @param hours of an ordinary day
 * @param holidays closed all day
 * @param earlyCloses rules with a close of their own; without effect on a holiday
 * @param closures one-off closed days
 * @param specialHours one-off days with other hours, which rule out early closes
 */
record CalendarFile(
    String trades,
    ZoneId zone,
    Hours hours,
    List<DateRule> holidays,
    List<DateRule> earlyCloses,
    List<Closure> closures,
    List<SpecialHours> specialHours) {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /**
   * Local hours of one day.
   *
   * @param preMarket when pre-market begins
   * @param open when the regular session begins
   * @param close when it ends
   * @param postMarket how long trading goes on after the close, an early one too
   */
  record Hours(LocalTime preMarket, LocalTime open, LocalTime close, Duration postMarket) {
    private Hours with(LocalTime otherOpen, LocalTime otherClose) {
      return new Hours(
          preMarket,
          otherOpen == null ? open : otherOpen,
          otherClose == null ? close : otherClose,
          postMarket);
    }
  }

  /** Closed from one date up to and including another; {@code to} is null for a single day. */
  record Closure(LocalDate date, LocalDate to, String why) {}

  /** Another opening or close, or both; null where it is as ever. */
  record SpecialHours(LocalDate date, LocalTime open, LocalTime close, String why) {}

  /** Reads the file that lies beside this class. */
  static CalendarFile read(String resource) {
    try (InputStream in = CalendarFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("calendar file " + resource + " is missing");
      }
      return MAPPER.readValue(in, CalendarFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("calendar file " + resource + " cannot be read", e);
    }
  }

  /** Answers date by date within a span of years; not thread-safe. */
  Days days(int firstYear, int lastYear) {
    return new Days(firstYear, lastYear);
  }

  /** The dates of a span of years. */
  final class Days {
    private final Set<LocalDate> closed = new HashSet<>();
    private final Map<LocalDate, Hours> otherHours = new HashMap<>();

    private Days(int firstYear, int lastYear) {
      // A year more: an observance may move a date into the year before.
      for (int year = firstYear; year <= lastYear + 1; year++) {
        for (DateRule rule : holidays) {
          rule.in(year).ifPresent(closed::add);
        }
        for (DateRule rule : earlyCloses) {
          rule.in(year).ifPresent(date -> otherHours.put(date, hours.with(null, rule.close())));
        }
      }
      for (Closure closure : closures) {
        LocalDate last = closure.to() == null ? closure.date() : closure.to();
        closure.date().datesUntil(last.plusDays(1)).forEach(closed::add);
      }
      for (SpecialHours special : specialHours) {
        otherHours.put(special.date(), hours.with(special.open(), special.close()));
      }
    }

    /** Hours of a date; empty when the market stays closed. */
    Optional<Hours> on(LocalDate date) {
      DayOfWeek weekday = date.getDayOfWeek();
      if (weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY || closed.contains(date)) {
        return Optional.empty();
      }
      return Optional.of(otherHours.getOrDefault(date, hours));
    }
  }
}
