package dev.tickwatch.detect.alert;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.Alert.Severity;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.market.check.DataIssue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One symbol's open episode of anomalous ticks. Immutable: each scored tick gives the next state
 * and, where the change matters, an alert.
 *
 * <p>Opens at the first tick at or below the policy's threshold; is updated when its severity rises
 * or its peak becomes ten times less probable than the one last told, or when the tick after its
 * peak shows that to have been a stray print; closes after the policy's number of quiet ticks, or
 * is accepted as a new regime when it will not end. One id from first to last.
 *
 * @param anomalousTicks so far
 * @param quietTicks in a row, since the last anomalous one
 * @param peak the most anomalous tick so far
 * @param lastEmittedScore score of the peak that the last alert told
 * @param quality what is wrong with the data of the peak
 * @param contributions of the peak
 */
public record Episode(
    long openedSequence,
    long openedAtMicros,
    int anomalousTicks,
    int quietTicks,
    Peak peak,
    double lastEmittedScore,
    List<DataIssue> quality,
    List<Contribution> contributions) {

  private static final double WORTH_TELLING = 1;

  /** Copies the lists. */
  public Episode {
    quality = List.copyOf(quality);
    contributions = List.copyOf(contributions);
  }

  /**
   * One scored tick, as episodes see it.
   *
   * @param quality what is wrong with the tick's data
   * @param contributions asked for only when the tick becomes a peak
   */
  public record Observation(
      String symbol,
      String modelVersion,
      Peak tick,
      List<DataIssue> quality,
      Supplier<List<Contribution>> contributions) {}

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
    boolean anomalous = seen.tick().episodeRate() <= policy.threshold();
    if (open == null) {
      return anomalous ? opened(seen, policy) : Change.CALM;
    }
    if (anomalous && seen.tick().sequence() - open.openedSequence() >= policy.acceptTicks()) {
      return new Change(Optional.empty(), Optional.of(open.alert(Status.ACCEPTED, seen, policy)));
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
            seen.quality(),
            seen.contributions().get());
    return episode.telling(Status.OPENED, seen, policy);
  }

  private Change deepened(Observation seen, AlertPolicy policy) {
    Peak tick = seen.tick();
    boolean higher = tick.score() > peak.score();
    Peak nextPeak = higher ? tick : peak;
    List<DataIssue> reasons = higher ? seen.quality() : qualityAfter(seen);
    boolean tell =
        nextPeak.score() >= lastEmittedScore + WORTH_TELLING
            || Alert.Verdict.of(reasons) != Alert.Verdict.of(quality)
            || severity(nextPeak, policy) != severity(peak, policy);
    Episode next =
        new Episode(
            openedSequence,
            openedAtMicros,
            anomalousTicks + 1,
            0,
            nextPeak,
            tell ? nextPeak.score() : lastEmittedScore,
            reasons,
            higher ? seen.contributions().get() : contributions);
    return tell
        ? next.telling(Status.UPDATED, seen, policy)
        : new Change(Optional.of(next), Optional.empty());
  }

  /** The peak's reasons, once the tick that came next is known: only that tells a stray print. */
  private List<DataIssue> qualityAfter(Observation seen) {
    boolean stray =
        seen.tick().sequence() == peak.sequence() + 1
            && seen.quality().contains(DataIssue.STRAY_PRINT)
            && !quality.contains(DataIssue.STRAY_PRINT);
    if (!stray) {
      return quality;
    }
    List<DataIssue> more = new ArrayList<>(quality);
    more.add(DataIssue.STRAY_PRINT);
    more.sort(null);
    return more;
  }

  private Change calmed(Observation seen, AlertPolicy policy) {
    List<DataIssue> reasons = qualityAfter(seen);
    Episode next =
        new Episode(
            openedSequence,
            openedAtMicros,
            anomalousTicks,
            quietTicks + 1,
            peak,
            lastEmittedScore,
            reasons,
            contributions);
    if (next.quietTicks < policy.quietTicks()) {
      return Alert.Verdict.of(reasons) == Alert.Verdict.of(quality)
          ? new Change(Optional.of(next), Optional.empty())
          : next.telling(Status.UPDATED, seen, policy);
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
        Alert.Verdict.of(quality),
        openedAtMicros,
        seen.tick().eventTimeMicros(),
        openedSequence,
        seen.tick().sequence(),
        anomalousTicks,
        policy.budgetTicks(),
        policy.threshold(),
        seen.modelVersion(),
        peak,
        quality,
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
    return policy.isCritical(peak.episodeRate()) ? Severity.CRITICAL : Severity.WARNING;
  }
}
