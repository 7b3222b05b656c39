package dev.tickwatch.app.stream;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Windows for one call of the model, and who waits for each. Filled, handed over, taken back and
 * emptied by the stream's thread, again and again.
 *
 * <pre>
 *                  filled            handed over         taken back
 * who waits        stream's thread   stream's thread     stream's thread
 * windows          stream's thread   the scoring call    stream's thread
 * lease of model   stream's thread   the scoring call    returned
 * </pre>
 *
 * A batch that is handed over has no reference to its windows and its lease: {@link ScoringCall}
 * has them, which another thread may run, and {@link #takeBack} is the one way to have them again.
 * Who waits is never handed over, so a task that goes away is forgotten at any time. All methods
 * are the stream's thread's.
 */
final class WindowBatch {

  /** Takes the outcome of one window. Must not touch a store or forward: another task may run. */
  interface Waiter {
    void scored(Manifest scoredBy, ScoredWindow made);
  }

  /** Who waits for a window, and the task that it belongs to. */
  private record Row(Object owner, Waiter waiter) {}

  private final SharedModel model;
  private final int capacity;

  /** One a window; null where the task has gone since the windows were handed over. */
  private final List<Row> rows = new ArrayList<>();

  /** Null while handed over. */
  private ScoreBatch windows;

  /** Of the model that is to score them; null until one is asked for, and from the hand-over on. */
  private SharedModel.Lease lease;

  /** Null unless handed over. */
  private ScoringCall call;

  /** Null until taken back. */
  private ScoringCall.Outcome outcome;

  /**
   * @param model gives each batchful the model that is in use when its first window comes
   * @param shape of the model in use now
   * @param capacity windows that it can hold
   */
  WindowBatch(SharedModel model, WindowShape shape, int capacity) {
    this.model = model;
    this.capacity = capacity;
    windows = new ScoreBatch(shape, capacity);
  }

  int size() {
    return rows.size();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean isFull() {
    return rows.size() == capacity;
  }

  /**
   * The model that will score it: the one in use when this was first asked, so that features can be
   * made for it.
   */
  Manifest model() {
    if (lease == null) {
      requireHere();
      lease = model.lease();
      fit(lease.scorer().manifest().shape());
    }
    return lease.scorer().manifest();
  }

  private void requireHere() {
    if (call != null) {
      throw new IllegalStateException("the batch is handed over");
    }
  }

  /** A model put in place of another may look further ahead; its windows are as long. */
  private void fit(WindowShape shape) {
    if (!shape.equals(windows.shape())) {
      ScoreBatch fitting = new ScoreBatch(shape, capacity);
      FloatBuffer filled = windows.filled();
      float[] window = new float[shape.windowFloats()];
      for (int row = 0; row < windows.size(); row++) {
        filled.get(window);
        fitting.nextSlot().put(window);
      }
      windows = fitting;
    }
  }

  /** Returns the model of a batch without windows, so that a replaced one can be closed. */
  void returnModel() {
    if (lease != null && rows.isEmpty()) {
      lease.close();
      lease = null;
    }
  }

  /**
   * Adds a window.
   *
   * @param window writes it
   */
  void add(Object owner, Consumer<FloatBuffer> window, Waiter waiter) {
    if (rows.isEmpty()) {
      var unused = model();
    }
    requireHere();
    window.accept(windows.nextSlot());
    rows.add(new Row(owner, waiter));
  }

  /** Drops the windows of a task that goes away. Only while it is filled. */
  void removeWindowsOf(Object owner) {
    requireHere();
    if (rows.stream().anyMatch(row -> row.owner() == owner)) {
      int floats = windows.shape().windowFloats();
      float[] all = new float[rows.size() * floats];
      windows.filled().get(all);
      List<Row> before = List.copyOf(rows);
      clear();
      for (int row = 0; row < before.size(); row++) {
        if (before.get(row).owner() != owner) {
          windows.nextSlot().put(all, row * floats, floats);
          rows.add(before.get(row));
        }
      }
    }
    returnModel();
  }

  /** Drops who waits of a task that goes away; the windows stay where they are. At any time. */
  void forgetWaitersOf(Object owner) {
    rows.replaceAll(row -> row != null && row.owner() == owner ? null : row);
  }

  /**
   * Gives the windows away to be scored.
   *
   * @param executor runs the call; may do so at once
   */
  void handOver(Executor executor) {
    var unused = model(); // a batch that failed has none
    call = new ScoringCall(windows, lease);
    windows = null;
    lease = null;
    executor.execute(call);
  }

  /** Whether its windows are away. */
  boolean isHandedOver() {
    return call != null;
  }

  /** Whether windows that were handed over can be taken back without waiting. */
  boolean isDone() {
    return call.isDone();
  }

  /**
   * Waits for the windows that were handed over, and has them again.
   *
   * @throws RuntimeException what the model threw; the batch is as it was before the hand-over, and
   *     may be handed over once more, then to the model in use by then
   */
  void takeBack() {
    try {
      outcome = call.await();
    } finally {
      windows = call.windows();
      call = null;
    }
  }

  /** How long the model took for the windows that were taken back. */
  long nanos() {
    return outcome.nanos();
  }

  /** Gives each waiter its outcome, in the order in which windows came; the batch is then empty. */
  void giveOut() {
    for (int row = 0; row < rows.size(); row++) {
      Row waiting = rows.get(row);
      if (waiting != null) {
        waiting.waiter().scored(outcome.scoredBy(), new ScoredWindow(windows, row));
      }
    }
    clear();
  }

  private void clear() {
    rows.clear();
    windows.clear();
    outcome = null;
  }
}
