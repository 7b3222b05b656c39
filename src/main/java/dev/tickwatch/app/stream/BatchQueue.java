package dev.tickwatch.app.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Batches in flight: handed over to the model and not taken back yet. They are taken in the order
 * in which they came, whichever is scored first; one whose call failed keeps its place and is
 * scored again when it is asked for. Used by the stream's thread only.
 */
final class BatchQueue {
  private final int capacity;

  /** The oldest first. */
  private final Deque<WindowBatch> inFlight = new ArrayDeque<>();

  /**
   * @param capacity batches at a time
   */
  BatchQueue(int capacity) {
    this.capacity = capacity;
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  boolean isFull() {
    return inFlight.size() == capacity;
  }

  int size() {
    return inFlight.size();
  }

  /**
   * Hands a batch over, behind those before it.
   *
   * @param batch at least one window
   * @param executor runs the model; may do so at once
   * @throws IllegalStateException when the queue is full
   */
  void add(WindowBatch batch, Executor executor) {
    if (isFull()) {
      throw new IllegalStateException("there are " + capacity + " batches in flight already");
    }
    inFlight.add(batch);
    batch.handOver(executor);
  }

  /** Whether the oldest batch can be taken without waiting for another thread. */
  boolean canTake() {
    WindowBatch oldest = inFlight.peek();
    return oldest != null && (!oldest.isHandedOver() || oldest.isDone());
  }

  /**
   * Waits for the oldest batch and takes it, scored. One whose call failed before is scored on the
   * calling thread.
   *
   * @throws RuntimeException what the model threw; the batch stays the oldest
   * @throws java.util.NoSuchElementException when there is none
   */
  WindowBatch take() {
    WindowBatch oldest = inFlight.element();
    if (!oldest.isHandedOver()) {
      oldest.handOver(Runnable::run);
    }
    oldest.takeBack();
    return inFlight.remove();
  }

  /** Has nobody wait for the windows of a task that goes away. */
  void forgetWaitersOf(Object owner) {
    inFlight.forEach(batch -> batch.forgetWaitersOf(owner));
  }
}
