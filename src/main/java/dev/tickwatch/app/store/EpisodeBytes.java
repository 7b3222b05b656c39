package dev.tickwatch.app.store;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.alert.Alert.Peak;
import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** An open episode, or none, as bytes in a symbol's state. */
final class EpisodeBytes {
  private EpisodeBytes() {}

  /**
   * Writes nothing for none.
   *
   * @param episode may be null
   */
  static void write(Episode episode, StateWriter to) {
    if (episode == null) {
      return;
    }
    to.int64(episode.openedSequence());
    to.int64(episode.openedAtMicros());
    to.int32(episode.anomalousTicks());
    to.int32(episode.quietTicks());
    to.float64(episode.lastEmittedScore());
    Peak peak = episode.peak();
    to.int64(peak.eventTimeMicros());
    to.int64(peak.sequence());
    to.float64(peak.price());
    to.float64(peak.expectedPrice());
    to.float64(peak.lowerPrice());
    to.float64(peak.upperPrice());
    to.float64(peak.score());
    to.float64(peak.tailProbability());
    to.float64(peak.episodeRate());
    to.int32(episode.quality().stream().mapToInt(DataIssue::flag).sum());
    to.text(peak.statistic());
    to.int16((short) episode.contributions().size());
    for (Contribution part : episode.contributions()) {
      to.text(part.test()).text(part.feature());
      to.int32(part.scale());
      to.int32(part.step());
      to.float64(part.score());
      to.float64(part.residual());
      to.float64(part.expected());
      to.float64(part.seen());
    }
  }

  /** Reads all that remains; null when nothing does. */
  static Episode read(StateReader from) {
    if (from.remaining() == 0) {
      return null;
    }
    long openedSequence = from.int64(0);
    long openedAt = from.int64(0);
    int anomalous = from.int32(0);
    int quiet = from.int32(0);
    double told = from.float64(0);
    long peakTime = from.int64(0);
    long peakSequence = from.int64(0);
    double[] numbers = new double[7];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from.float64(0);
    }
    List<DataIssue> quality = DataIssue.of(from.int32(0));
    Peak peak =
        new Peak(
            peakTime,
            peakSequence,
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5],
            numbers[6],
            from.text());
    int count = from.int16((short) 0);
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contributions.add(
          new Contribution(
              from.text(),
              from.text(),
              from.int32(0),
              from.int32(0),
              from.float64(0),
              from.float64(0),
              from.float64(0),
              from.float64(0)));
    }
    if (count < 0 || from.remaining() > 0) {
      throw new IllegalArgumentException("episode of " + count + " contributions is damaged");
    }
    return new Episode(
        openedSequence, openedAt, anomalous, quiet, peak, told, quality, contributions);
  }
}
