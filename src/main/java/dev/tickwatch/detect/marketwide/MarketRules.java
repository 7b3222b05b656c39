package dev.tickwatch.detect.marketwide;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a market is watched, as it is written down.
 *
 * @param enabled whether it is watched at all
 * @param bucket length of the time buckets, 1 s to 1 d in whole seconds; the buckets of a day begin
 *     at its midnight, UTC, where the length divides a day
 * @param groups the file that says which symbols belong together
 * @param budgetBuckets as {@link AlertPolicy#budgetTicks}, in buckets
 * @param quietBuckets as {@link AlertPolicy#quietTicks}, in buckets
 * @param acceptBuckets as {@link AlertPolicy#acceptTicks}, in buckets
 * @param fewestSymbols buckets with scored ticks of fewer symbols are not judged; 2 or more
 * @param idle a partition that other partitions have waited for so long, on the clock, is left out
 *     until it is heard again; positive
 */
@Setting("The market as a whole: one alert where many symbols move at once.")
public record MarketRules(
    @Setting(
            value = "Whether the market is watched. It needs the topic `topics.market-alerts`.",
            byDefault = "true")
        boolean enabled,
    @Setting(
            value =
                "Length of the time buckets that symbols are looked at together in, in whole"
                    + " seconds.",
            byDefault = "1m",
            min = "1s",
            max = "1d")
        Duration bucket,
    @Setting(
            "A CSV file with the columns symbol and group, for market alerts of groups of symbols"
                + " beside those of all. A symbol may be in several.")
        Optional<Path> groups,
    @Setting(
            value =
                "The market's own alert budget: one expected false alert in so many buckets, of"
                    + " each group.",
            byDefault = "500",
            min = "10",
            max = "1000000000")
        double budgetBuckets,
    @Setting(
            value = "A market alert closes after so many normal buckets in a row.",
            byDefault = "10",
            min = "1",
            max = "1000000")
        int quietBuckets,
    @Setting(
            value =
                "A market alert that has lasted for so many buckets and will not close is accepted"
                    + " as the new normal.",
            byDefault = "240",
            min = "10",
            max = "10000")
        int acceptBuckets,
    @Setting(
            value = "Buckets with scored ticks of fewer symbols of a group are not judged.",
            byDefault = "3",
            min = "2",
            max = "1000000")
        int fewestSymbols,
    @Setting(
            value =
                "A partition without a word for so long, on the clock, is waited for no longer"
                    + " until it is heard again.",
            byDefault = "1m",
            min = "1s",
            max = "1d")
        Duration idle) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Minutes, all symbols, one expected false alert in 500 buckets, 3 symbols, a minute. */
  public static final MarketRules DEFAULT = SettingsLoader.defaults(MarketRules.class);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public MarketRules {
    if (bucket.compareTo(SECOND) < 0 || bucket.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(
          "bucket of the market must be 1 s to 1 d in whole seconds, not " + bucket);
    }
    if (bucket.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "market.bucket is '" + bucket + "'; must be of whole seconds");
    }
    var unused = new AlertPolicy(budgetBuckets, quietBuckets, acceptBuckets);
    if (fewestSymbols < 2) {
      throw new IllegalArgumentException(
          "a market must have 2 symbols or more, not " + fewestSymbols);
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle time must be positive, not " + idle);
    }
  }

  /** Of a market that is watched, with groups that are in no file. */
  MarketRules(Duration bucket, AlertPolicy policy, int fewestSymbols, Duration idle) {
    this(
        true,
        bucket,
        Optional.empty(),
        policy.budgetTicks(),
        policy.quietTicks(),
        policy.acceptTicks(),
        fewestSymbols,
        idle);
  }

  /** When an alert opens, closes and is accepted, in buckets. */
  public AlertPolicy policy() {
    return new AlertPolicy(budgetBuckets, quietBuckets, acceptBuckets);
  }

  /**
   * The same with the groups of the file; empty when the market is not watched.
   *
   * @throws IllegalArgumentException when the file of groups cannot be used
   */
  public Optional<MarketSettings> settings() {
    if (!enabled) {
      return Optional.empty();
    }
    try {
      MarketGroups known = groups.map(MarketGroupsFile::read).orElse(MarketGroups.NONE);
      return Optional.of(new MarketSettings(this, known));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("market.groups: " + e.getMessage(), e);
    }
  }
}
