package dev.tickwatch.alert;

import dev.tickwatch.alert.Alert.Contribution;
import dev.tickwatch.alert.Alert.Peak;
import dev.tickwatch.alert.Alert.Severity;
import dev.tickwatch.alert.Alert.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One symbol's open episode of anomalous ticks. Immutable: each scored tick gives the next state
 * and, where the change matters, an alert.
 *
 * <p>Opens at the first tick at or below the policy's threshold; is updated when its severity rises
 * or its peak becomes ten times less probable than the one last told; closes after the policy's
 * number of quiet ticks. One id from first to last.
 *
 * @param anomalousTicks so far
 * @param quietTicks in a row, since the last anomalous one
 * @param peak the most anomalous tick so far
 * @param toldScore score of the peak that the last alert told
 * @param contributions of the peak
 */
public record Episode(
    long openedSequence,
    long openedAtMicros,
    int anomalousTicks,
    int quietTicks,
    Peak peak,
    double toldScore,
    List<Contribution> contributions) {

  private static final double WORTH_TELLING = 1;

  /** Copies the contributions. */
  public Episode {
    contributions = List.copyOf(contributions);
  }

  /**
   * One scored tick, as episodes see it.
   *
   * @param contributions asked for only when the tick becomes a peak
   */
  public record Observation(
      String symbol, String modelVersion, Peak tick, Supplier<List<Contribution>> contributions) {}

  /**
   * What a tick made of an episode.
   *
   * @param episode still open, or empty
   * @param alert where the change matters
   */
  public record Change(Optional<Episode> episode, Optional<Alert> alert) {
    private static final Change CALM = new Change(Optional.empty(), Optional.empty());
  }

  /** The change that a tick makes, given the open episode, or null when there is none. */
  public static Change after(Episode open, Observation seen, AlertPolicy policy) {
    boolean anomalous = seen.tick().tailProbability() <= policy.threshold();
    if (open == null) {
      return anomalous ? opened(seen, policy) : Change.CALM;
    }
    return anomalous ? open.deepened(seen, policy) : open.calmed(seen, policy);
  }

  private static Change opened(Observation seen, AlertPolicy policy) {
    Peak tick = seen.tick();
    Episode episode =
        new Episode(
            tick.sequence(),
            tick.eventTimeMicros(),
            1,
            0,
            tick,
            tick.score(),
            seen.contributions().get());
    return episode.telling(Status.OPENED, seen, policy);
  }

  private Change deepened(Observation seen, AlertPolicy policy) {
    Peak tick = seen.tick();
    boolean higher = tick.score() > peak.score();
    Peak nextPeak = higher ? tick : peak;
    boolean tell =
        nextPeak.score() >= toldScore + WORTH_TELLING
            || severity(nextPeak, policy) != severity(toldScore, policy);
    Episode next =
        new Episode(
            openedSequence,
            openedAtMicros,
            anomalousTicks + 1,
            0,
            nextPeak,
            tell ? nextPeak.score() : toldScore,
            higher ? seen.contributions().get() : contributions);
    return tell
        ? next.telling(Status.UPDATED, seen, policy)
        : new Change(Optional.of(next), Optional.empty());
  }

  private Change calmed(Observation seen, AlertPolicy policy) {
    Episode next =
        new Episode(
            openedSequence,
            openedAtMicros,
            anomalousTicks,
            quietTicks + 1,
            peak,
            toldScore,
            contributions);
    if (next.quietTicks < policy.quietTicks()) {
      return new Change(Optional.of(next), Optional.empty());
    }
    return new Change(Optional.empty(), Optional.of(next.alert(Status.CLOSED, seen, policy)));
  }

  private Change telling(Status status, Observation seen, AlertPolicy policy) {
    return new Change(Optional.of(this), Optional.of(alert(status, seen, policy)));
  }

  private Alert alert(Status status, Observation seen, AlertPolicy policy) {
    return new Alert(
        id(seen.symbol()),
        seen.symbol(),
        status,
        severity(peak, policy),
        openedAtMicros,
        seen.tick().eventTimeMicros(),
        openedSequence,
        seen.tick().sequence(),
        anomalousTicks,
        policy.budgetTicks(),
        policy.threshold(),
        seen.modelVersion(),
        peak,
        contributions);
  }

  private String id(String symbol) {
    return symbol
        + "/"
        + openedSequence
        + "/"
        + Instant.EPOCH.plus(openedAtMicros, ChronoUnit.MICROS);
  }

  private static Severity severity(Peak peak, AlertPolicy policy) {
    return severity(peak.score(), policy);
  }

  private static Severity severity(double score, AlertPolicy policy) {
    double critical = -Math.log10(policy.threshold() * AlertPolicy.CRITICAL_SHARE);
    return score >= critical ? Severity.CRITICAL : Severity.WARNING;
  }
}
