package dev.tickwatch.model.scoring;

import dev.tickwatch.model.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices calls of a model that do not come back. Java cannot interrupt such a call, so it is only
 * reported: once, from a thread of its own, while the call still hangs.
 *
 * <p>Time is counted in looks, {@value #LOOKS} to a deadline, and not read off a clock when a call
 * began: a process that was stopped and goes on, or a machine that slept, is not taken for a model
 * that hangs. A call is reported when it has lasted for 1 to 1.1 times the deadline. Thread-safe.
 */
public final class ScoringDeadline implements AutoCloseable {
  private static final int LOOKS = 10;

  private final Duration deadline;
  private final Consumer<Overrun> listener;
  private final List<Calls> threads = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Calls> ofThisThread = ThreadLocal.withInitial(this::newThread);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch = new Thread(this::watch, "tickwatch-scoring-deadline");

  /**
   * A call that has not come back.
   *
   * @param modelVersion that was called
   * @param windows in the batch
   * @param deadline that has passed
   * @param thread that is stuck
   */
  public record Overrun(String modelVersion, int windows, Duration deadline, String thread) {
    @Override
    public String toString() {
      return "model %s has not come back with a batch of %d windows for %.3g s (thread %s)"
          .formatted(modelVersion, windows, deadline.toMillis() / 1e3, thread);
    }
  }

  /** Where one thread is. Written by that thread, read by the watch. */
  private static final class Calls {
    private final Thread thread = Thread.currentThread();
    private volatile String modelVersion = "";
    private volatile int windows;
    // Odd while a call runs. Written by one thread only.
    private volatile long number;
    // Of the watch alone.
    private long lastSeen;
    private int looks;
  }

  /**
   * Starts to watch.
   *
   * @param deadline the longest that a call may take; 10 ms or more
   * @param listener hears of the first call that takes longer, on the watch's thread
   */
  public ScoringDeadline(Duration deadline, Consumer<Overrun> listener) {
    if (deadline.toMillis() < LOOKS) {
      throw new IllegalArgumentException(
          "scoring deadline must be " + LOOKS + " ms or more, not " + deadline);
    }
    this.deadline = deadline;
    this.listener = listener;
    watch.setDaemon(true);
    watch.start();
  }

  /** The same scorer, watched; closing it closes the one inside. */
  public WindowScorer watched(WindowScorer scorer) {
    return new Watched(scorer);
  }

  private Calls newThread() {
    Calls calls = new Calls();
    threads.add(calls);
    return calls;
  }

  private void watch() {
    try {
      while (!closing.await(deadline.toMillis() / LOOKS, TimeUnit.MILLISECONDS)) {
        threads.removeIf(calls -> !calls.thread.isAlive());
        for (Calls calls : threads) {
          if (hangs(calls)) {
            listener.accept(
                new Overrun(calls.modelVersion, calls.windows, deadline, calls.thread.getName()));
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does; the thread ends.
    }
  }

  /**
   * Whether a call was seen running at so many looks that the pauses between them make up the
   * deadline.
   */
  private static boolean hangs(Calls calls) {
    long number = calls.number;
    boolean running = number % 2 == 1;
    calls.looks = running && number == calls.lastSeen ? calls.looks + 1 : 0;
    calls.lastSeen = number;
    return calls.looks >= LOOKS;
  }

  /** Ends the watch. */
  @Override
  public void close() {
    closing.countDown();
  }

  private final class Watched implements WindowScorer {
    private final WindowScorer scorer;

    private Watched(WindowScorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public Manifest manifest() {
      return scorer.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      Calls calls = ofThisThread.get();
      calls.modelVersion = scorer.manifest().version();
      calls.windows = batch.size();
      long number = calls.number + 1;
      calls.number = number;
      try {
        scorer.score(batch);
      } finally {
        calls.number = number + 1;
      }
    }

    @Override
    public void close() {
      scorer.close();
    }
  }
}
