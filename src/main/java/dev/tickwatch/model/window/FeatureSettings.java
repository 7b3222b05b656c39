package dev.tickwatch.model.window;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import java.time.Duration;
import java.util.Objects;

/**
 * What the features of a tick depend on besides the ticks; part of a model's manifest.
 *
 * @param sessionGap a gap longer than this is a session break, where the calendar has no sessions;
 *     positive
 * @param volatilitySpan ticks over which volatility is averaged (EWMA span, alpha = 2 / (span +
 *     1)); 2 or more
 * @param calendar when the market is open
 * @param profile how volatile and busy each part of the trading day usually is
 * @param series how far a value is from another; of prices where a manifest does not say
 */
public record FeatureSettings(
    Duration sessionGap,
    int volatilitySpan,
    TradingCalendar calendar,
    DayProfile profile,
    SeriesKind series) {

  private static final Duration LONGEST = Duration.ofDays(36_525);

  /** One hour, 120 ticks, prices of a market that never closes, no profile yet. */
  public static final FeatureSettings DEFAULT =
      new FeatureSettings(
          Duration.ofHours(1),
          120,
          TradingCalendar.named("24x7"),
          DayProfile.FLAT,
          SeriesKind.PRICE);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public FeatureSettings {
    if (sessionGap.isNegative() || sessionGap.isZero() || sessionGap.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "session gap must be positive and a century at most, not " + sessionGap);
    }
    if (volatilitySpan < 2) {
      throw new IllegalArgumentException(
          "volatility span must be 2 ticks or more, not " + volatilitySpan);
    }
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(profile, "profile");
    series = series == null ? SeriesKind.PRICE : series;
  }

  /**
   * Whether windows that were filled under other settings can go on under these. Profiles may
   * differ: each training learns its own, and they share their unit.
   */
  public boolean holdsWindowsOf(FeatureSettings other) {
    return sessionGap.equals(other.sessionGap)
        && volatilitySpan == other.volatilitySpan
        && calendar.name().equals(other.calendar.name())
        && series == other.series;
  }

  /** The same on another calendar. */
  public FeatureSettings withCalendar(TradingCalendar other) {
    return new FeatureSettings(sessionGap, volatilitySpan, other, profile, series);
  }

  /** The same with another profile. */
  public FeatureSettings withProfile(DayProfile other) {
    return new FeatureSettings(sessionGap, volatilitySpan, calendar, other, series);
  }

  /** The same for series of another kind. */
  public FeatureSettings of(SeriesKind other) {
    return new FeatureSettings(sessionGap, volatilitySpan, calendar, profile, other);
  }
}
