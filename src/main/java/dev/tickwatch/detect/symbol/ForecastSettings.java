package dev.tickwatch.detect.symbol;

import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;

/**
 * What is said of the ticks to come.
 *
 * @param enabled whether each scored tick gives a forecast
 * @param intervalLevel nominal coverage of prediction intervals; above 0, below 1
 */
@Setting("Forecasts and prediction intervals.")
public record ForecastSettings(
    @Setting(value = "Whether each scored tick gives a forecast.", byDefault = "true")
        boolean enabled,
    @Setting(
            value = "Nominal coverage of the intervals of scores and forecasts.",
            byDefault = "0.9",
            min = "0.5",
            max = "0.999")
        double intervalLevel) {

  /** A forecast for each tick, 90 % intervals. */
  public static final ForecastSettings DEFAULT = SettingsLoader.defaults(ForecastSettings.class);

  /**
   * @throws IllegalArgumentException when the level is out of bounds
   */
  public ForecastSettings {
    if (!(intervalLevel > 0 && intervalLevel < 1)) {
      throw new IllegalArgumentException(
          "interval level must be above 0 and below 1, not " + intervalLevel);
    }
  }

  /** The same, with forecasts or without. */
  public ForecastSettings enabled(boolean other) {
    return new ForecastSettings(other, intervalLevel);
  }
}
