package dev.tickwatch.app.stream;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The first number of a window is its ELBO, so that a result tells its window. Fails when it is
 * called twice at a time, or closed.
 */
final class EchoScorer implements WindowScorer {
  static final int STEPS = 8;

  /** The threads that called it. */
  final Set<Thread> callers = Collections.synchronizedSet(new HashSet<>());

  volatile boolean closed;
  private final Manifest manifest;
  private final Consumer<ScoreBatch> beforeEach;
  private final AtomicBoolean busy = new AtomicBoolean();

  EchoScorer(int horizon) {
    this(horizon, batch -> {});
  }

  /**
   * @param beforeEach runs in each call, before it scores
   */
  EchoScorer(int horizon, Consumer<ScoreBatch> beforeEach) {
    manifest = ArithmeticScorer.manifest(new WindowShape(STEPS, horizon), Calibration.NONE);
    this.beforeEach = beforeEach;
  }

  /** Writes a window that will be told by its result. */
  static Consumer<FloatBuffer> window(float told) {
    return to -> {
      float[] window = new float[new WindowShape(STEPS, 1).windowFloats()];
      Arrays.fill(window, told);
      to.put(window);
    };
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void score(ScoreBatch batch) {
    callers.add(Thread.currentThread());
    if (closed || !busy.compareAndSet(false, true)) {
      throw new IllegalStateException(closed ? "closed" : "called twice at a time");
    }
    try {
      beforeEach.accept(batch);
      FloatBuffer windows = batch.filled();
      for (int row = 0; row < batch.size(); row++) {
        batch.elbo[row] = windows.get(row * manifest.shape().windowFloats());
      }
    } finally {
      busy.set(false);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
