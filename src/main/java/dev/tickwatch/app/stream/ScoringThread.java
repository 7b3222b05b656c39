package dev.tickwatch.app.stream;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the model beside the stream's thread, so that one batch is scored while the next is
 * gathered. The thread begins with the first batch and ends when none has come for a while; it does
 * not keep the process alive.
 */
final class ScoringThread implements Executor {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor executor;

  private ScoringThread(String name) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * For the batches of the calling stream thread.
   *
   * @param batchSize windows of a batch where the model is free
   */
  static Executor forThisThread(int batchSize) {
    return batchSize < Batching.SMALLEST_HANDED_OVER
        ? Runnable::run
        : new ScoringThread(Thread.currentThread().getName() + "-scoring");
  }

  @Override
  public void execute(Runnable work) {
    executor.execute(work);
  }
}
