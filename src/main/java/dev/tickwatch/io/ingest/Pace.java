package dev.tickwatch.io.ingest;

import dev.tickwatch.market.tick.Tick;

/** When each tick of a replay is due. Immutable. */
public sealed interface Pace {

  /**
   * When a tick is due.
   *
   * @param firstMicros event time of the first tick
   * @param sent how many ticks went before it
   * @return nanoseconds after the start of the replay, 0 for at once
   */
  double dueNanos(Tick tick, long firstMicros, long sent);

  /** As fast as the broker takes them. */
  record Unlimited() implements Pace {
    @Override
    public double dueNanos(Tick tick, long firstMicros, long sent) {
      return 0;
    }
  }

  /**
   * As the ticks were traded, so many times as fast. A tick that is older than the one before it is
   * sent at once.
   *
   * @param factor 60 plays an hour in a minute
   */
  record EventTime(double factor) implements Pace {
    /**
     * @throws IllegalArgumentException when the factor is not above zero and finite
     */
    public EventTime {
      requirePositive("speed", factor);
    }

    @Override
    public double dueNanos(Tick tick, long firstMicros, long sent) {
      return ((double) tick.eventTimeMicros() - firstMicros) * 1_000 / factor;
    }
  }

  /**
   * Evenly.
   *
   * @param ticksPerSecond may be below one
   */
  record Rate(double ticksPerSecond) implements Pace {
    /**
     * @throws IllegalArgumentException when the rate is not above zero and finite
     */
    public Rate {
      requirePositive("rate", ticksPerSecond);
    }

    @Override
    public double dueNanos(Tick tick, long firstMicros, long sent) {
      return sent * 1e9 / ticksPerSecond;
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be above 0, not " + value);
    }
  }
}
