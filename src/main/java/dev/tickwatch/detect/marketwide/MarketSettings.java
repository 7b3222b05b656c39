package dev.tickwatch.detect.marketwide;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import java.time.Duration;
import java.util.Objects;

/**
 * How a market is watched.
 *
 * @param rules as they are written down
 * @param groups which symbols belong together
 */
public record MarketSettings(MarketRules rules, MarketGroups groups) {

  /** Minutes, all symbols, one expected false alert in 500 buckets, 3 symbols, a minute. */
  public static final MarketSettings DEFAULT =
      new MarketSettings(MarketRules.DEFAULT, MarketGroups.NONE);

  /** Neither may be null. */
  public MarketSettings {
    Objects.requireNonNull(rules);
    Objects.requireNonNull(groups);
  }

  /**
   * With groups that are in no file.
   *
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public MarketSettings(
      Duration bucket, MarketGroups groups, AlertPolicy policy, int fewestSymbols, Duration idle) {
    this(new MarketRules(bucket, policy, fewestSymbols, idle), groups);
  }

  /** Length of the time buckets. */
  public Duration bucket() {
    return rules.bucket();
  }

  /** When an alert opens, closes and is accepted, in buckets. */
  public AlertPolicy policy() {
    return rules.policy();
  }

  /** Buckets with scored ticks of fewer symbols are not judged. */
  public int fewestSymbols() {
    return rules.fewestSymbols();
  }

  /** How long a partition is waited for, on the clock. */
  public Duration idle() {
    return rules.idle();
  }

  /** Begin of the bucket that an event time lies in, microseconds since the epoch. */
  public long bucketOf(long eventTimeMicros) {
    long length = bucketMicros();
    return Math.floorDiv(eventTimeMicros, length) * length;
  }

  /** The alert with the ids of the markets that it may belong to. */
  public Alert inMarkets(Alert alert) {
    return alert.inMarkets(groups.alertIds(alert.symbol(), bucketOf(alert.openedAtMicros())));
  }

  long bucketMicros() {
    return bucket().toSeconds() * 1_000_000;
  }
}
