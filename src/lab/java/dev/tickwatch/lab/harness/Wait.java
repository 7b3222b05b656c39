package dev.tickwatch.lab.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting, for a time or for a condition of another process, which can only be asked for. */
public final class Wait {
  private Wait() {}

  /**
   * Waits for a time.
   *
   * @throws HarnessException when the thread is interrupted
   */
  public static void forTime(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw HarnessException.interrupted(e);
    }
  }

  /**
   * Asks until a condition holds.
   *
   * @param pause between two times of asking
   * @param what is waited for, to be told when it does not come
   * @throws HarnessException when it did not hold in time, or the thread is interrupted
   */
  public static void until(
      BooleanSupplier holds, Duration patience, Duration pause, Supplier<String> what) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new HarnessException(
            "waited %d s for %s".formatted(patience.toSeconds(), what.get()));
      }
      forTime(pause);
    }
  }
}
