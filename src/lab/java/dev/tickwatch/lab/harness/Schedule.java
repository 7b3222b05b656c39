package dev.tickwatch.lab.harness;

/** When each of some ticks is due, at an even rate. Immutable; compared by identity. */
public final class Schedule {
  private static final long BEGIN_MICROS = 1000;

  private final long startMicros;
  private final double periodMicros;
  private final long count;

  private Schedule(double perSecond, long count) {
    this.startMicros = WallClock.micros() + BEGIN_MICROS;
    this.periodMicros = 1e6 / perSecond;
    this.count = count;
  }

  /** From now on for some time; one tick at least. */
  public static Schedule of(double perSecond, double seconds) {
    return new Schedule(perSecond, Math.max(1, Math.round(perSecond * seconds)));
  }

  /** From now on without an end. */
  public static Schedule endless(double perSecond) {
    return new Schedule(perSecond, Long.MAX_VALUE);
  }

  /** How many ticks are due in all. */
  public long count() {
    return count;
  }

  /** When the first one is due. */
  public long startMicros() {
    return startMicros;
  }

  /** When the one behind the last would be due. */
  public long endMicros() {
    return dueMicros(count);
  }

  /** When one is due, 0 being the first. */
  long dueMicros(long index) {
    return startMicros + (long) (index * periodMicros);
  }

  boolean isEndless() {
    return count == Long.MAX_VALUE;
  }
}
