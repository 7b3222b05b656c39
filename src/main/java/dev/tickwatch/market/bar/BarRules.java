package dev.tickwatch.market.bar;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.time.Duration;
import java.util.Objects;

/**
 * How bars are built.
 *
 * @param size how long a bar is
 * @param calendar aligns hours and days, and knows when an empty bar is worth filling
 * @param grace how much later than a bar's end a tick must be to close it; zero or more, and at
 *     most {@value #MOST_OPEN} bars long
 * @param emptyBars what becomes of a bar without a tick
 */
public record BarRules(
    BarSize size, TradingCalendar calendar, Duration grace, EmptyBars emptyBars) {

  /** The most bars of one symbol that the grace may keep open. */
  static final int MOST_OPEN = 1000;

  /**
   * @throws IllegalArgumentException when the grace is out of bounds
   */
  public BarRules {
    Objects.requireNonNull(calendar);
    Objects.requireNonNull(emptyBars);
    requireGrace(size, grace);
  }

  /**
   * @throws IllegalArgumentException when the grace is too long for bars of a size
   */
  static void requireGrace(BarSize size, Duration grace) {
    Duration most = size.length().multipliedBy(MOST_OPEN);
    if (grace.isNegative() || grace.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "grace of bars of %s must be 0 to %s, not %s".formatted(size, most, grace));
    }
  }

  /** What open bars depend on, as {@code 1m xnys}: the same bars have the same bounds. */
  public String alignment() {
    return size + " " + calendar.name();
  }
}
