package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.market.check.QualitySettings;
import java.util.Objects;

/**
 * How ticks are judged.
 *
 * @param alerts when episodes open and close
 * @param intervalLevel nominal coverage of prediction intervals; above 0, below 1
 * @param forecasts whether each scored tick gives a forecast
 * @param quality what counts as bad data
 */
public record DetectionSettings(
    AlertPolicy alerts, double intervalLevel, boolean forecasts, QualitySettings quality) {

  /** The default alert policy, 90 % intervals, with forecasts. */
  public static final DetectionSettings DEFAULT =
      new DetectionSettings(AlertPolicy.DEFAULT, 0.9, true);

  /** With the default settings of quality. */
  public DetectionSettings(AlertPolicy alerts, double intervalLevel, boolean forecasts) {
    this(alerts, intervalLevel, forecasts, QualitySettings.DEFAULT);
  }

  /**
   * @throws IllegalArgumentException when the level is out of bounds
   */
  public DetectionSettings {
    if (!(intervalLevel > 0 && intervalLevel < 1)) {
      throw new IllegalArgumentException(
          "interval level must be above 0 and below 1, not " + intervalLevel);
    }
    Objects.requireNonNull(quality, "quality");
  }
}
