package dev.tickwatch.app.cli;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketRules;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.ForecastSettings;
import dev.tickwatch.detect.symbol.JudgingSettings;
import dev.tickwatch.io.wire.TickSettings;
import dev.tickwatch.market.check.DataCheckSettings;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.TickCheck;

/**
 * What commands that read ticks without a service take from a settings file: all sections that say
 * something of ticks and how they are judged. Their keys are those of {@code tickwatch run}.
 *
 * @see SettingsOptions
 */
public record OfflineSettings(
    TickSettings ticks,
    JudgingSettings detection,
    AlertPolicy alerts,
    MarketRules market,
    DataCheckSettings quality,
    ForecastSettings forecasts) {

  /** Which ticks of the kind of series are taken. */
  public TickCheck check(SeriesKind series) {
    return new TickCheck(ticks.times(), series);
  }

  /** What kind of series the ticks are, where no model says it: prices, unless told otherwise. */
  public SeriesKind series() {
    return detection.series().orElse(SeriesKind.PRICE);
  }

  /** How ticks are judged, with forecasts only where somebody takes them. */
  DetectionSettings judged(boolean withForecasts) {
    return new DetectionSettings(detection, alerts, forecasts.enabled(withForecasts), quality);
  }
}
