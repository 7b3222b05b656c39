package dev.tickwatch.app.web;

import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest of one symbol: scores, and the newest forecast. Not thread-safe; the board guards it.
 */
final class Trace {
  private final ArrayDeque<Score> scores = new ArrayDeque<>();
  private final long first;
  private long appended;
  private Score newest;
  private Forecast forecast;

  /**
   * An empty one.
   *
   * @param first position before its first score
   */
  Trace(long first) {
    this.first = first;
  }

  void append(Score score) {
    scores.addLast(score);
    appended++;
    if (newest == null || score.eventTimeMicros() >= newest.eventTimeMicros()) {
      newest = score;
    }
  }

  /** Forgets the oldest scores beyond so many. */
  void trim(int most) {
    while (scores.size() > most) {
      scores.removeFirst();
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
    long held = appended - scores.size();
    long skip = Math.max(0, position - first - held);
    return scores.stream().skip(skip).toList();
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
