package dev.tickwatch.app.stream;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One call of the model, and all that goes from one thread to another and back: the windows, and
 * the lease of the model that scores them.
 *
 * <p>Both belong to the thread that runs the call, from when it is given to an executor until it is
 * done. Then the windows belong to the thread that finds it done; the lease has been returned by
 * then. The executor passes on what was written before the call was given to it, and a call that is
 * done what the model wrote.
 */
final class ScoringCall implements Runnable {

  /**
   * What is known of a call that did not fail, besides the outputs beside its windows.
   *
   * @param scoredBy the model
   * @param nanos that the model took
   */
  record Outcome(Manifest scoredBy, long nanos) {}

  private final ScoreBatch windows;
  private final SharedModel.Lease lease;
  private final FutureTask<Outcome> task = new FutureTask<>(this::score);

  /**
   * @param windows at least one; not to be touched by others until the call is done
   * @param lease of a model of their shape; returned by the call
   */
  ScoringCall(ScoreBatch windows, SharedModel.Lease lease) {
    this.windows = windows;
    this.lease = lease;
  }

  @Override
  public void run() {
    task.run();
  }

  private Outcome score() {
    try (lease) {
      WindowScorer scorer = lease.scorer();
      long start = System.nanoTime();
      scorer.score(windows);
      return new Outcome(scorer.manifest(), System.nanoTime() - start);
    }
  }

  /** Whether it has come back, with an outcome or a failure. */
  boolean isDone() {
    return task.isDone();
  }

  /**
   * The windows, now the caller's.
   *
   * @throws IllegalStateException while the call is not done
   */
  ScoreBatch windows() {
    if (!task.isDone()) {
      throw new IllegalStateException("the windows are with the thread that scores them");
    }
    return windows;
  }

  /**
   * Waits until it is done. A native call cannot be interrupted, so an interrupt is kept for
   * whoever asks later.
   *
   * @throws RuntimeException what the model threw
   */
  Outcome await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
