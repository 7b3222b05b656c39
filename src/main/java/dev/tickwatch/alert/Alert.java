package dev.tickwatch.alert;

import java.util.List;

/**
 * A change in an episode of anomalous ticks; see {@code schemas/alert.avsc}. All alerts of one
 * episode carry one id.
 *
 * @param id idempotent key of the episode
 * @param openedAtMicros event time of the opening tick
 * @param updatedAtMicros event time of the tick that caused this alert
 * @param anomalousTicks ticks of the episode beyond the threshold so far
 * @param budgetTicks one expected false alert in so many ticks
 * @param threshold tail probability at or below which an episode opens
 * @param contributions what made the peak's score, largest first
 */
public record Alert(
    String id,
    String symbol,
    Status status,
    Severity severity,
    long openedAtMicros,
    long updatedAtMicros,
    long openedSequence,
    long updatedSequence,
    int anomalousTicks,
    double budgetTicks,
    double threshold,
    String modelVersion,
    Peak peak,
    List<Contribution> contributions) {

  /** Copies the contributions. */
  public Alert {
    contributions = List.copyOf(contributions);
  }

  /** What happened to the episode. */
  public enum Status {
    /** Its first anomalous tick. */
    OPENED,
    /** A new peak that matters. */
    UPDATED,
    /** Quiet for long enough; final. */
    CLOSED
  }

  /** How far beyond the budget the peak is. */
  public enum Severity {
    /** At or below the threshold. */
    WARNING,
    /** At or below a hundredth of the threshold. */
    CRITICAL
  }

  /** The most anomalous tick of the episode so far. */
  public record Peak(
      long eventTimeMicros,
      long sequence,
      double price,
      double expectedPrice,
      double lowerPrice,
      double upperPrice,
      double score,
      double tailProbability,
      String statistic) {}

  /**
   * A part of the peak's surprise.
   *
   * @param feature a modelled feature's name
   * @param step 0 for the tick itself, -1 for the one before
   * @param nats negative log likelihood
   * @param residual signed and standardised; positive when seen above expected
   */
  public record Contribution(String feature, int step, double nats, double residual) {}
}
