package dev.tickwatch.app.stream;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Scores the windows of all tasks of one stream thread in batches, so that a batch spans
 * partitions. Used by that thread only.
 *
 * <p>One batch is filled while others are in flight, in a {@link BatchQueue}: more than one, so
 * that the model has work while the stream's thread commits. While enough of them are, the one that
 * is filled grows on beyond its usual size. Results are given out on the stream's thread, in the
 * order in which windows came.
 *
 * <p>The model of a batch is the one in use when its first window is on the way, so that features
 * can be made for it: {@link #model}. Only a batch that failed is scored by whichever is then in
 * use.
 */
final class BatchedScoring {

  /** Fewer windows are scored sooner here than by another thread. */
  private static final int FEWEST_HANDED_OVER = 64;

  /** One that is scored, and one to go on with. */
  private static final int ENOUGH_IN_FLIGHT = 2;

  private final int size;
  private final Executor executor;
  private final StreamObserver observer;
  private final BatchQueue inFlight;
  private final Deque<WindowBatch> spare = new ArrayDeque<>();
  private WindowBatch filling;

  /** When the first window of the batch that is filled came. */
  private long filledSince;

  /**
   * @param size windows of a batch where the model is free
   * @param executor runs the model on such batches; may do so at once
   */
  BatchedScoring(SharedModel model, int size, Executor executor, StreamObserver observer) {
    this.size = size;
    this.executor = executor;
    this.observer = observer;
    int mostInFlight = Batching.mostAhead(size);
    inFlight = new BatchQueue(mostInFlight);
    try (SharedModel.Lease lease = model.lease()) {
      WindowShape shape = lease.scorer().manifest().shape();
      for (int i = 0; i <= mostInFlight; i++) {
        spare.add(new WindowBatch(model, shape, Batching.largest(size)));
      }
    }
    filling = spare.remove();
  }

  /** The model that will score the window that is added next. */
  Manifest model() {
    return filling.model();
  }

  /**
   * Adds a window; a batch that then has its size is handed to the model, or when it is full where
   * enough are in flight. Gives out what has been scored meanwhile, and waits for it where too many
   * are.
   *
   * @param owner the task
   * @param window writes it
   * @param clock wall-clock time in milliseconds
   */
  void add(
      Object owner, Consumer<FloatBuffer> window, WindowBatch.Waiter waiter, LongSupplier clock) {
    if (filling.isEmpty()) {
      filledSince = clock.getAsLong();
    }
    filling.add(owner, window, waiter);
    if (filling.isFull() && inFlight.isFull()) {
      giveOutOldest();
    }
    if (filling.isFull() || (filling.size() >= size && inFlight.size() < ENOUGH_IN_FLIGHT)) {
      handOver(executor);
    }
    giveOutScored();
  }

  private void handOver(Executor by) {
    WindowBatch full = filling;
    filling = spare.remove();
    inFlight.add(full, by);
  }

  /**
   * Scores what has waited for long, unless the model is at work: then more may come until it is
   * free. Gives out what has been scored.
   *
   * @param latest time from which on windows may wait, of the clock that they were added by
   */
  void scoreOlderThan(long latest) {
    giveOutScored();
    if (filling.isEmpty()) {
      filling.returnModel();
      return;
    }
    if (!inFlight.isEmpty() || filledSince > latest) {
      return;
    }
    if (filling.size() < FEWEST_HANDED_OVER) {
      flush();
    } else {
      handOver(executor);
      giveOutScored();
    }
  }

  /**
   * Scores all that waits and gives it out. A failure of the model is the whole batch's, and leaves
   * it as it was.
   */
  void flush() {
    while (!inFlight.isEmpty()) {
      giveOutOldest();
    }
    if (!filling.isEmpty()) {
      handOver(Runnable::run);
      giveOutOldest();
    }
  }

  /** Gives out what can be without waiting for another thread. */
  private void giveOutScored() {
    while (inFlight.canTake()) {
      giveOutOldest();
    }
  }

  private void giveOutOldest() {
    WindowBatch oldest = inFlight.take();
    observer.batchScored(oldest.size(), oldest.nanos());
    oldest.giveOut();
    spare.add(oldest);
  }

  /** Drops the windows of a task that goes away. */
  void forget(Object owner) {
    inFlight.forgetWaitersOf(owner);
    filling.removeWindowsOf(owner);
  }
}
