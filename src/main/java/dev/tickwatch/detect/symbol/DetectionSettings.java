package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.market.check.DataCheckSettings;
import java.util.Objects;

/**
 * How ticks are judged.
 *
 * @param judging what ticks are judged as
 * @param alerts when episodes open and close
 * @param forecasts what is said of the ticks to come
 * @param quality what counts as bad data
 */
public record DetectionSettings(
    JudgingSettings judging,
    AlertPolicy alerts,
    ForecastSettings forecasts,
    DataCheckSettings quality) {

  /** The default alert policy, 90 % intervals, with forecasts. */
  public static final DetectionSettings DEFAULT =
      new DetectionSettings(
          JudgingSettings.DEFAULT,
          AlertPolicy.DEFAULT,
          ForecastSettings.DEFAULT,
          DataCheckSettings.DEFAULT);

  /** With the default settings of quality. */
  public DetectionSettings(AlertPolicy alerts, double intervalLevel, boolean forecasts) {
    this(
        JudgingSettings.DEFAULT,
        alerts,
        new ForecastSettings(forecasts, intervalLevel),
        DataCheckSettings.DEFAULT);
  }

  /** None may be null. */
  public DetectionSettings {
    Objects.requireNonNull(judging, "judging");
    Objects.requireNonNull(alerts, "alerts");
    Objects.requireNonNull(forecasts, "forecasts");
    Objects.requireNonNull(quality, "quality");
  }

  /** Nominal coverage of prediction intervals; above 0, below 1. */
  public double intervalLevel() {
    return forecasts.intervalLevel();
  }
}
