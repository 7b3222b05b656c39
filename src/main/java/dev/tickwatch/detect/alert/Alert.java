package dev.tickwatch.detect.alert;

import dev.tickwatch.market.check.DataIssue;
import java.util.List;

/**
 * A change in an episode of anomalous ticks, or of a symbol's silence; see {@code
 * schemas/alert.avsc}. All alerts of one episode carry one id.
 *
 * @param id idempotent key of the episode
 * @param verdict whether the market is odd, or the data
 * @param openedAtMicros event time of the opening tick; of the last tick before a silence
 * @param updatedAtMicros event time of the tick that caused this alert
 * @param anomalousTicks ticks of the episode beyond the threshold so far
 * @param budgetTicks one expected false alert in so many ticks
 * @param threshold episode rate at or below which an episode opens
 * @param quality what is wrong with the data of the peak; may be empty
 * @param contributions what made the peak's score, largest first
 * @param markets ids of the market alerts that this one belongs to, if there are any of these ids
 *     or that cover them: one for each group of the symbol, of the bucket that it opened in
 */
public record Alert(
    String id,
    String symbol,
    Status status,
    Severity severity,
    Verdict verdict,
    long openedAtMicros,
    long updatedAtMicros,
    long openedSequence,
    long updatedSequence,
    int anomalousTicks,
    double budgetTicks,
    double threshold,
    String modelVersion,
    Peak peak,
    List<DataIssue> quality,
    List<Contribution> contributions,
    List<String> markets) {

  /** Copies the lists. */
  public Alert {
    quality = List.copyOf(quality);
    contributions = List.copyOf(contributions);
    markets = List.copyOf(markets);
  }

  /** Of no market. */
  public Alert(
      String id,
      String symbol,
      Status status,
      Severity severity,
      Verdict verdict,
      long openedAtMicros,
      long updatedAtMicros,
      long openedSequence,
      long updatedSequence,
      int anomalousTicks,
      double budgetTicks,
      double threshold,
      String modelVersion,
      Peak peak,
      List<DataIssue> quality,
      List<Contribution> contributions) {
    this(
        id,
        symbol,
        status,
        severity,
        verdict,
        openedAtMicros,
        updatedAtMicros,
        openedSequence,
        updatedSequence,
        anomalousTicks,
        budgetTicks,
        threshold,
        modelVersion,
        peak,
        quality,
        contributions,
        List.of());
  }

  /** The same as a member of markets. */
  public Alert inMarkets(List<String> ids) {
    return new Alert(
        id,
        symbol,
        status,
        severity,
        verdict,
        openedAtMicros,
        updatedAtMicros,
        openedSequence,
        updatedSequence,
        anomalousTicks,
        budgetTicks,
        threshold,
        modelVersion,
        peak,
        quality,
        contributions,
        ids);
  }

  /** What happened to the episode. */
  public enum Status {
    /** Its first anomalous tick. */
    OPENED,
    /** A new peak that matters. */
    UPDATED,
    /** Quiet for long enough; final. */
    CLOSED,
    /** Anomalous for so long that it counts as normal from now on; final. */
    ACCEPTED
  }

  /** What an alert is about. */
  public enum Verdict {
    /** Nothing is known to be wrong with the data. */
    ANOMALY,
    /** A reason of quality explains the peak. */
    DATA_QUALITY;

    /** Of a peak whose data have these reasons. */
    public static Verdict of(List<DataIssue> quality) {
      return quality.isEmpty() ? ANOMALY : DATA_QUALITY;
    }
  }

  /** How far beyond the budget the peak is. */
  public enum Severity {
    /** At or below the threshold. */
    WARNING,
    /** At or below a hundredth of the threshold. */
    CRITICAL
  }

  /**
   * The most anomalous tick of the episode so far. Of a silence: the last tick before it, which was
   * not judged again, with score 0 and its own price as the expected one.
   *
   * @param score -log10 of the tail probability
   * @param tailProbability share of calm ticks that are as surprising
   * @param episodeRate episodes as surprising that begin, a calm tick: what the budget is about
   */
  public record Peak(
      long eventTimeMicros,
      long sequence,
      double price,
      double expectedPrice,
      double lowerPrice,
      double upperPrice,
      double score,
      double tailProbability,
      double episodeRate,
      String statistic) {}

  /**
   * A test that found the peak surprising.
   *
   * @param test its code, such as {@code drift_8}
   * @param feature what it looks at: {@code return}, {@code size}, …
   * @param scale ticks that it looks back on, the peak included
   * @param step the tick within them that weighed most: 0 for the peak itself, -1 for the one
   *     before
   * @param score -log10 of the tail probability of its statistic; NaN in records of old
   * @param residual its statistic; signed where it has a direction, positive when seen above
   *     expected
   * @param expected in the feature's natural unit, such as a price; NaN where there is none
   * @param seen in the same unit; NaN where there is none
   */
  public record Contribution(
      String test,
      String feature,
      int scale,
      int step,
      double score,
      double residual,
      double expected,
      double seen) {}
}
