package dev.tickwatch.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class DurationText {
  /** What counts in nanoseconds can hold: 292 years. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * Reads {@code 50ms}, {@code 5s}, {@code 10m}, {@code 2h}, {@code 1d} or ISO-8601 ({@code PT5S}).
   *
   * @throws IllegalArgumentException for anything else, a number without unit among them, and for
   *     more than 292 years
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    Duration parsed = matcher.matches() ? parsed(matcher) : iso(text);
    if (parsed.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a duration of 292 years or less");
    }
    return parsed;
  }

  private static Duration parsed(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Duration iso(String text) {
    try {
      Duration parsed = Duration.parse(text);
      if (!parsed.isNegative()) {
        return parsed;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(expected(), e);
    }
    throw new IllegalArgumentException(expected());
  }

  private static String expected() {
    return "a duration with its unit, such as 50ms, 5s, 10m or PT5S";
  }
}
