package dev.tickwatch.detect.marketwide;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import java.time.Duration;
import java.util.Objects;

/**
 * How a market is watched.
 *
 * @param bucket length of the time buckets, 1 s to 1 d in whole seconds; the buckets of a day begin
 *     at its midnight, UTC, where the length divides a day
 * @param groups which symbols belong together
 * @param policy when an alert opens, closes and is accepted, in buckets
 * @param fewestSymbols buckets with scored ticks of fewer symbols are not judged; 2 or more
 * @param idle a partition that other partitions have waited for so long, on the clock, is left out
 *     until it is heard again; positive
 */
public record MarketSettings(
    Duration bucket, MarketGroups groups, AlertPolicy policy, int fewestSymbols, Duration idle) {

  /** Minutes, all symbols, one expected false alert in 500 buckets, 3 symbols, a minute. */
  public static final MarketSettings DEFAULT =
      new MarketSettings(
          Duration.ofMinutes(1),
          MarketGroups.NONE,
          new AlertPolicy(500, 10),
          3,
          Duration.ofMinutes(1));

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public MarketSettings {
    Objects.requireNonNull(groups);
    Objects.requireNonNull(policy);
    if (bucket.compareTo(Duration.ofSeconds(1)) < 0
        || bucket.compareTo(Duration.ofDays(1)) > 0
        || !bucket.equals(Duration.ofSeconds(bucket.toSeconds()))) {
      throw new IllegalArgumentException(
          "bucket of the market must be 1 s to 1 d in whole seconds, not " + bucket);
    }
    if (fewestSymbols < 2) {
      throw new IllegalArgumentException(
          "a market must have 2 symbols or more, not " + fewestSymbols);
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle time must be positive, not " + idle);
    }
  }

  /** Begin of the bucket that an event time lies in, microseconds since the epoch. */
  public long bucketOf(long eventTimeMicros) {
    long length = bucket.toSeconds() * 1_000_000;
    return Math.floorDiv(eventTimeMicros, length) * length;
  }

  /** The alert with the ids of the markets that it may belong to. */
  public Alert inMarkets(Alert alert) {
    return alert.inMarkets(groups.alertIds(alert.symbol(), bucketOf(alert.openedAtMicros())));
  }

  long bucketMicros() {
    return bucket.toSeconds() * 1_000_000;
  }
}
