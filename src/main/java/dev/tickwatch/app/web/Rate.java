package dev.tickwatch.app.web;

import java.time.Clock;

/** Events a second over the last few seconds of wall clock. Not thread-safe. */
final class Rate {
  private static final int SECONDS = 5;

  private final Clock clock;
  private final long[] counts = new long[SECONDS + 1];
  private long second;
  private final long startedMillis;

  Rate(Clock clock) {
    this.clock = clock;
    this.startedMillis = clock.millis();
    this.second = startedMillis / 1000;
  }

  void count() {
    advance();
    counts[(int) (second % counts.length)]++;
  }

  /** The mean over the last whole seconds, or over the time since the start when it is shorter. */
  double perSecond() {
    advance();
    long sum = 0;
    for (int back = 1; back <= SECONDS; back++) {
      sum += counts[(int) Math.floorMod(second - back, (long) counts.length)];
    }
    double lived = (clock.millis() - startedMillis) / 1000.0;
    return sum / Math.max(1, Math.min(SECONDS, lived));
  }

  private void advance() {
    long now = clock.millis() / 1000;
    if (now - second > SECONDS) {
      java.util.Arrays.fill(counts, 0);
      second = now;
    }
    while (second < now) {
      second++;
      counts[(int) (second % counts.length)] = 0;
    }
  }
}
