package dev.tickwatch.app.stream;

import dev.tickwatch.app.stream.StreamSettings.Batching;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Windows that wait for the model, gathered over all tasks of one stream thread, so that a batch
 * spans partitions. Used by that thread only.
 *
 * <p>Batches line up for the model, which perhaps another thread runs, while the next one is
 * filled: more than one, so that the model has work while the stream's thread commits. While enough
 * of them do, the next one grows on beyond its usual size. Results are given out on the stream's
 * thread, in the order in which windows came.
 *
 * <p>The model of a batch is the one in use when its first window is on the way, so that features
 * can be made for it: {@link #model}. Only a batch that failed is scored by whichever is then in
 * use.
 */
final class ThreadBatch {

  /** Hears the outcome of one window. Must not touch a store or forward: another task may run. */
  interface Waiting {
    void scored(Manifest manifest, ScoreBatch batch, int row);
  }

  /** A row of the batch and the task that it belongs to. */
  private record Entry(Object owner, Waiting waiting) {}

  /** Windows and who waits for them. A row whose task has gone away has no entry but null. */
  private static final class Gathered {
    private final List<Entry> entries = new ArrayList<>();
    private ScoreBatch windows;
    private Manifest scoredBy;
    private long nanos;

    /** The model that is to score it; null until windows come, and once it has or failed to. */
    private SharedModel.Lease lease;

    /** Scores it; null when that has to be done (again) on the stream's thread. */
    private FutureTask<Void> task;

    private Gathered(ScoreBatch windows) {
      this.windows = windows;
    }

    private void clear() {
      entries.clear();
      windows.clear();
    }

    private void release() {
      if (lease != null) {
        lease.close();
        lease = null;
      }
    }
  }

  /** Fewer windows are scored sooner here than by another thread. */
  private static final int FEWEST_HANDED_OVER = 64;

  /** One that is scored, and one to go on with. */
  private static final int ENOUGH_AHEAD = 2;

  private final SharedModel model;
  private final int size;
  private final int mostAhead;
  private final Executor executor;
  private final StreamObserver observer;
  private final Deque<Gathered> spare = new ArrayDeque<>();

  /** Scored, being scored, waiting to be, or to be scored again as it failed; the oldest first. */
  private final Deque<Gathered> ahead = new ArrayDeque<>();

  private Gathered filling;

  /** When the first window of the batch that is being filled came. */
  private long since;

  /**
   * @param size windows of a batch where the model is free
   * @param executor runs the model on such batches; may do so at once
   */
  ThreadBatch(SharedModel model, int size, Executor executor, StreamObserver observer) {
    this.model = model;
    this.size = size;
    this.mostAhead = Batching.mostAhead(size);
    this.executor = executor;
    this.observer = observer;
    try (SharedModel.Lease lease = model.lease()) {
      WindowShape shape = lease.scorer().manifest().shape();
      int largest = Batching.largest(size);
      filling = new Gathered(new ScoreBatch(shape, largest));
      for (int i = 0; i < mostAhead; i++) {
        spare.add(new Gathered(new ScoreBatch(shape, largest)));
      }
    }
  }

  /** The model that will score the window that is added next. */
  Manifest model() {
    if (filling.lease == null) {
      filling.lease = model.lease();
      fit(filling, filling.lease.scorer().manifest().shape());
    }
    return filling.lease.scorer().manifest();
  }

  /**
   * Adds a window; a batch that then has its size is handed to the model, or when it is full where
   * enough is ahead. Gives out what has been scored meanwhile, and waits for it where too much is
   * ahead.
   *
   * @param window writes it
   * @param clock wall-clock time in milliseconds
   */
  void add(Object owner, Consumer<FloatBuffer> window, Waiting waiting, LongSupplier clock) {
    if (filling.entries.isEmpty()) {
      since = clock.getAsLong();
      var unused = model();
    }
    window.accept(filling.windows.nextSlot());
    filling.entries.add(new Entry(owner, waiting));
    if (filling.windows.isFull() && ahead.size() == mostAhead) {
      collect();
    }
    if (filling.windows.isFull()
        || (filling.windows.size() >= size && ahead.size() < ENOUGH_AHEAD)) {
      handOver();
    }
    collectScored();
  }

  private void handOver() {
    Gathered full = lineUp();
    full.task = new FutureTask<>(() -> score(full), null);
    executor.execute(full.task);
  }

  /**
   * Scores what has waited for long, unless the model is at work: then more may come until it is
   * free. Gives out what has been scored.
   *
   * @param latest time from which on windows may wait, of the clock that they were added by
   */
  void scoreOlderThan(long latest) {
    collectScored();
    if (filling.entries.isEmpty()) {
      filling.release();
      return;
    }
    if (!ahead.isEmpty() || since > latest) {
      return;
    }
    if (filling.entries.size() < FEWEST_HANDED_OVER) {
      flush();
    } else {
      handOver();
      collectScored();
    }
  }

  /**
   * Scores all that waits and gives it out. A failure of the model is the whole batch's, and leaves
   * it as it was.
   */
  void flush() {
    while (!ahead.isEmpty()) {
      collect();
    }
    if (!filling.entries.isEmpty()) {
      lineUp();
      collect();
    }
  }

  private Gathered lineUp() {
    Gathered next = filling;
    ahead.add(next);
    filling = spare.remove();
    return next;
  }

  /** Gives out what can be without waiting for another thread. */
  private void collectScored() {
    while (!ahead.isEmpty() && (ahead.element().task == null || ahead.element().task.isDone())) {
      collect();
    }
  }

  /** Waits for the oldest batch and gives out its results. */
  private void collect() {
    Gathered oldest = ahead.element();
    if (oldest.task == null) {
      score(oldest);
    } else {
      FutureTask<Void> scoring = oldest.task;
      oldest.task = null;
      await(scoring);
    }
    ahead.remove();
    observer.batchScored(oldest.windows.size(), oldest.nanos);
    for (int row = 0; row < oldest.entries.size(); row++) {
      Entry entry = oldest.entries.get(row);
      if (entry != null) {
        entry.waiting().scored(oldest.scoredBy, oldest.windows, row);
      }
    }
    oldest.clear();
    spare.add(oldest);
  }

  private static void await(FutureTask<Void> scoring) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          var unused = scoring.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // A native call cannot be interrupted: tell who asks later.
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

  private void score(Gathered batch) {
    if (batch.lease == null) {
      batch.lease = model.lease();
    }
    try {
      WindowScorer scorer = batch.lease.scorer();
      fit(batch, scorer.manifest().shape());
      long start = System.nanoTime();
      scorer.score(batch.windows);
      batch.nanos = System.nanoTime() - start;
      batch.scoredBy = scorer.manifest();
    } finally {
      batch.release();
    }
  }

  /** A model put in place of another may look further ahead; its windows are as long. */
  private static void fit(Gathered batch, WindowShape shape) {
    if (!shape.equals(batch.windows.shape())) {
      ScoreBatch fitting = new ScoreBatch(shape, batch.windows.capacity());
      FloatBuffer filled = batch.windows.filled();
      float[] window = new float[shape.windowFloats()];
      for (int row = 0; row < batch.entries.size(); row++) {
        filled.get(window);
        fitting.nextSlot().put(window);
      }
      batch.windows = fitting;
    }
  }

  /** Drops the windows of a task that goes away. */
  void forget(Object owner) {
    for (Gathered batch : ahead) {
      batch.entries.replaceAll(entry -> entry != null && entry.owner() == owner ? null : entry);
    }
    if (filling.entries.stream().anyMatch(entry -> entry.owner() == owner)) {
      drop(filling, owner);
    }
    if (filling.entries.isEmpty()) {
      filling.release();
    }
  }

  private static void drop(Gathered batch, Object owner) {
    int floats = batch.windows.shape().windowFloats();
    float[] all = new float[batch.entries.size() * floats];
    batch.windows.filled().get(all);
    List<Entry> before = List.copyOf(batch.entries);
    batch.clear();
    for (int row = 0; row < before.size(); row++) {
      if (before.get(row).owner() != owner) {
        batch.windows.nextSlot().put(all, row * floats, floats);
        batch.entries.add(before.get(row));
      }
    }
  }
}
