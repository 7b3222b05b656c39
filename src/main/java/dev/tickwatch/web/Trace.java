package dev.tickwatch.web;

import dev.tickwatch.detection.Forecast;
import dev.tickwatch.detection.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest of one symbol: a ring of scores, and the newest forecast. Not thread-safe; the board
 * guards it.
 */
final class Trace {
  private final Score[] ring;
  private final long first;
  private long appended;
  private Score newest;
  private Forecast forecast;

  /**
   * An empty one.
   *
   * @param capacity scores that it keeps
   * @param first position before its first score
   */
  Trace(int capacity, long first) {
    this.ring = new Score[capacity];
    this.first = first;
  }

  void append(Score score) {
    ring[(int) (appended % ring.length)] = score;
    appended++;
    if (newest == null || score.eventTimeMicros() >= newest.eventTimeMicros()) {
      newest = score;
    }
  }

  /** Keeps a forecast unless it was made from an earlier tick than the one before. */
  void forecast(Forecast next) {
    if (forecast == null || next.eventTimeMicros() >= forecast.eventTimeMicros()) {
      forecast = next;
    }
  }

  /** The position after the newest score. */
  long position() {
    return first + appended;
  }

  /** The scores after a position, oldest arrival first, as far as they are still held. */
  List<Score> after(long position) {
    long from = Math.max(Math.max(0, position - first), appended - ring.length);
    List<Score> scores = new ArrayList<>((int) Math.max(0, appended - from));
    for (long at = from; at < appended; at++) {
      scores.add(ring[(int) (at % ring.length)]);
    }
    return scores;
  }

  /** The score with the latest event time, or null. */
  Score newest() {
    return newest;
  }

  /** Null before the first. */
  Forecast forecast() {
    return forecast;
  }
}
