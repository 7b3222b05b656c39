package dev.tickwatch.detect.marketwide;

import dev.tickwatch.detect.alert.Alert;
import java.util.List;

/**
 * A change in an episode of buckets in which a whole group of symbols did what it seldom does; see
 * {@code schemas/market_alert.avsc}. All alerts of one episode carry one id.
 *
 * @param id idempotent key of the episode: group and opening bucket
 * @param covers an id for each anomalous bucket so far, in order, the first of them {@code id}:
 *     what the alerts of single symbols name that opened in it
 * @param openedAtMicros begin of the first anomalous bucket
 * @param updatedAtMicros begin of the bucket that caused this alert
 * @param bucketMicros length of a bucket
 * @param budgetBuckets one expected false alert in so many buckets
 * @param threshold episode rate at or below which an episode opens
 * @param peak the most anomalous bucket so far
 * @param members the symbols that moved most in it, furthest first
 */
public record MarketAlert(
    String id,
    String group,
    Alert.Status status,
    Alert.Severity severity,
    List<String> covers,
    long openedAtMicros,
    long updatedAtMicros,
    long bucketMicros,
    double budgetBuckets,
    double threshold,
    Peak peak,
    List<Member> members) {

  /** Copies the lists. */
  public MarketAlert {
    covers = List.copyOf(covers);
    members = List.copyOf(members);
  }

  /**
   * A bucket.
   *
   * @param bucketMicros its begin
   * @param symbols that had scored ticks in it
   * @param beyond how many of them scored 1, 2, 3 and 4 or more
   * @param meanScore over symbols; each counts as 6 at most
   * @param medianMove of the median symbol, in standard deviations that were to be expected of it
   * @param medianReturn log return of the median symbol
   * @param usualReturn what its size usually is, a mean; 0 while that is not known
   * @param statistic what was most unusual: the symbols' scores, the median move, or the median
   *     return, by the names that records have
   * @param score -log10 of {@code episodeRate}
   * @param episodeRate episodes as unusual that begin, a bucket
   * @param partitionsLeftOut of the tick topic: nothing had been heard of them for too long
   */
  public record Peak(
      long bucketMicros,
      int symbols,
      List<Integer> beyond,
      double meanScore,
      double medianMove,
      double medianReturn,
      double usualReturn,
      String statistic,
      double score,
      double episodeRate,
      int partitionsLeftOut) {

    /** Copies the list. */
    public Peak {
      beyond = List.copyOf(beyond);
    }
  }

  /**
   * What a symbol did in the peak's bucket.
   *
   * @param score of its most surprising tick, as a share of buckets
   * @param move log return in standard deviations that were to be expected of it
   */
  public record Member(String symbol, double score, double move, double logReturn) {}
}
