package dev.tickwatch.stream;

import dev.tickwatch.model.Manifest;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.scoring.SharedModel;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Windows that wait for the model, gathered over all tasks of one stream thread, so that a batch
 * spans partitions. Used by that thread only.
 */
final class ThreadBatch {

  /** Hears the outcome of one window. Must not touch a store or forward: another task may run. */
  interface Waiting {
    void scored(Manifest manifest, ScoreBatch batch, int row);
  }

  /** A row of the batch and the task that it belongs to. */
  private record Entry(Object owner, Waiting waiting) {}

  private final SharedModel model;
  private final StreamObserver observer;
  private final List<Entry> entries = new ArrayList<>();
  private ScoreBatch windows;

  ThreadBatch(SharedModel model, int size, StreamObserver observer) {
    this.model = model;
    this.observer = observer;
    try (SharedModel.Lease lease = model.lease()) {
      windows = new ScoreBatch(lease.scorer().manifest().shape(), size);
    }
  }

  /**
   * Adds a window; a batch that is then full is scored at once.
   *
   * @param window writes it
   */
  void add(Object owner, Consumer<FloatBuffer> window, Waiting waiting) {
    window.accept(windows.nextSlot());
    entries.add(new Entry(owner, waiting));
    if (windows.isFull()) {
      flush();
    }
  }

  /** Scores what waits. A failure of the model is the whole batch's, and leaves it as it was. */
  void flush() {
    if (entries.isEmpty()) {
      return;
    }
    try (SharedModel.Lease lease = model.lease()) {
      WindowScorer scorer = lease.scorer();
      fit(scorer.manifest().shape());
      long start = System.nanoTime();
      scorer.score(windows);
      observer.batchScored(windows.size(), System.nanoTime() - start);
      for (int row = 0; row < entries.size(); row++) {
        entries.get(row).waiting().scored(scorer.manifest(), windows, row);
      }
    }
    entries.clear();
    windows.clear();
  }

  /** A model put in place of another may look further ahead; its windows are as long. */
  private void fit(WindowShape shape) {
    if (!shape.equals(windows.shape())) {
      ScoreBatch fitting = new ScoreBatch(shape, windows.capacity());
      FloatBuffer filled = windows.filled();
      float[] window = new float[shape.windowFloats()];
      for (int row = 0; row < entries.size(); row++) {
        filled.get(window);
        fitting.nextSlot().put(window);
      }
      windows = fitting;
    }
  }

  /** Drops the windows of a task that goes away. */
  void forget(Object owner) {
    if (entries.stream().noneMatch(entry -> entry.owner() == owner)) {
      return;
    }
    int floats = windows.shape().windowFloats();
    float[] all = new float[entries.size() * floats];
    windows.filled().get(all);
    List<Entry> before = List.copyOf(entries);
    entries.clear();
    windows.clear();
    for (int row = 0; row < before.size(); row++) {
      if (before.get(row).owner() != owner) {
        windows.nextSlot().put(all, row * floats, floats);
        entries.add(before.get(row));
      }
    }
  }
}
