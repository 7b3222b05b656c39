package dev.tickwatch.app.cli;

import dev.tickwatch.market.check.QualitySettings;
import dev.tickwatch.settings.DurationText;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What counts as bad data: flags of the same names as the service's settings {@code quality.*}. */
final class QualityOptions {
  @Option(
      names = "--off-market-conditions",
      paramLabel = "CODES",
      defaultValue = QualitySettings.OFF_MARKET,
      description =
          "Sale conditions, parted by commas, of trades whose price was not made in the market at"
              + " that moment; none for none. Default: ${DEFAULT-VALUE}")
  private String offMarketConditions;

  @Option(
      names = "--silence-factor",
      paramLabel = "X",
      defaultValue = "5",
      description =
          "A symbol is silent after X times its usual longer gaps without a tick, while its market"
              + " is open and others tick (default: ${DEFAULT-VALUE}).")
  private double silenceFactor;

  @Option(
      names = "--silence-floor",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "But not before so long, as 30s or 5m (default: ${DEFAULT-VALUE}).")
  private String silenceFloor;

  /**
   * The settings that the flags make.
   *
   * @throws UserError when a flag is wrong
   */
  QualitySettings settings() {
    try {
      return new QualitySettings(
          QualitySettings.conditions(offMarketConditions), silenceFactor, floor());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private Duration floor() {
    try {
      return DurationText.parse(silenceFloor);
    } catch (IllegalArgumentException e) {
      throw new UserError("--silence-floor '" + silenceFloor + "' is not " + e.getMessage(), e);
    }
  }
}
