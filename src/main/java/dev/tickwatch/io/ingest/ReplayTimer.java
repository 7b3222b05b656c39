package dev.tickwatch.io.ingest;

import java.util.concurrent.TimeUnit;

/** The time that a replay runs by. */
public interface ReplayTimer {

  /** The machine's. */
  ReplayTimer SYSTEM =
      new ReplayTimer() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Nanoseconds since any fixed moment. */
  long nanos();

  /** Waits. */
  void sleep(long nanos) throws InterruptedException;
}
