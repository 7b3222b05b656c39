package dev.tickwatch.lab.harness;

import java.util.concurrent.locks.LockSupport;

/** Microseconds since the epoch that never jump within this process. */
public final class WallClock {
  private static final long EPOCH_MICROS = System.currentTimeMillis() * 1000;
  private static final long START_NANOS = System.nanoTime();

  private WallClock() {}

  /** Now. */
  public static long micros() {
    return EPOCH_MICROS + (System.nanoTime() - START_NANOS) / 1000;
  }

  /** Waits for a moment; returns at once when it is over. */
  public static void await(long micros) {
    for (long left = micros - micros(); left > 0; left = micros - micros()) {
      LockSupport.parkNanos(left * 1000);
    }
  }
}
