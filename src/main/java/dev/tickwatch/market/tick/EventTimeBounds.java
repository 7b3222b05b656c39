package dev.tickwatch.market.tick;

import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.time.Instant;

/**
 * Event times that a tick can have. Settings of the section {@code ticks}.
 *
 * @param earliest inclusive
 * @param latest inclusive
 */
public record EventTimeBounds(
    @Setting(
            value = "Ticks with an earlier event time go to the dead letters.",
            byDefault = "1900-01-01T00:00:00Z")
        Instant earliest,
    @Setting(
            value = "Ticks with a later event time go to the dead letters.",
            byDefault = "2100-01-01T00:00:00Z")
        Instant latest) {

  /** From 1900-01-01 to 2100-01-01. */
  public static final EventTimeBounds DEFAULT = SettingsLoader.defaults(EventTimeBounds.class);

  /**
   * @throws IllegalArgumentException when {@code earliest} is not before {@code latest}
   */
  public EventTimeBounds {
    if (!earliest.isBefore(latest)) {
      throw new IllegalArgumentException(
          "ticks.earliest is '" + earliest + "'; must be before ticks.latest '" + latest + "'");
    }
  }

  boolean include(Instant time) {
    return !time.isBefore(earliest) && !time.isAfter(latest);
  }

  /** As in {@code 1900-01-01T00:00:00Z to 2100-01-01T00:00:00Z}. */
  @Override
  public String toString() {
    return earliest + " to " + latest;
  }
}
