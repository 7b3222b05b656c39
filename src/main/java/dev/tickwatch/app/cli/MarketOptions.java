package dev.tickwatch.app.cli;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketGroups;
import dev.tickwatch.detect.marketwide.MarketGroupsFile;
import dev.tickwatch.detect.marketwide.MarketSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the market as a whole is watched. */
final class MarketOptions {
  @Option(
      names = "--market-bucket",
      paramLabel = "DURATION",
      description =
          "Length of the time buckets that symbols are looked at together in, as PT1M (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "PT1M")
  private Duration bucket;

  @Option(
      names = "--market-groups",
      paramLabel = "FILE",
      description =
          "CSV file with the columns symbol and group, for market alerts of groups of symbols beside"
              + " those of all.")
  private Path groups;

  @Option(
      names = "--market-budget-buckets",
      paramLabel = "N",
      description =
          "The market's own alert budget: one expected false alert in N buckets (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "500")
  private double budgetBuckets;

  /**
   * The settings.
   *
   * @throws IllegalArgumentException when they are not good
   */
  MarketSettings settings() {
    MarketSettings byDefault = MarketSettings.DEFAULT;
    AlertPolicy policy = byDefault.policy();
    return new MarketSettings(
        bucket,
        groups == null ? MarketGroups.NONE : MarketGroupsFile.read(groups),
        new AlertPolicy(budgetBuckets, policy.quietTicks(), policy.acceptTicks()),
        byDefault.fewestSymbols(),
        byDefault.idle());
  }
}
