package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.model.scoring.OnnxGraph;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * Calls a model with batches of one size after the other, on the calling thread, without a stream
 * around it. Inputs are seeded noise: the arithmetic is the same for any numbers.
 */
final class ScorerTrial {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Duration measured;

  /**
   * @param measured time of one measurement; a third of it goes before, to warm up
   */
  ScorerTrial(Duration measured) {
    this.measured = measured;
  }

  /** Our scorer, with all that it copies in and out. */
  ScorerPoint scorer(Path model, ScoringDevice device, int batch, int round) {
    try (OnnxWindowScorer scorer = OnnxWindowScorer.open(model, device)) {
      ScoreBatch windows = noise(scorer, batch);
      return measure(() -> scorer.score(windows), batch, round);
    }
  }

  /** One of two at once, each on a thread: what a core gives while another one is busy. */
  ScorerPoint scorerOfTwo(Path model, int batch, int round) {
    AtomicBoolean over = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              try (OnnxWindowScorer scorer = OnnxWindowScorer.open(model, ScoringDevice.CPU)) {
                ScoreBatch windows = noise(scorer, batch);
                while (!over.get()) {
                  scorer.score(windows);
                }
              }
            },
            "second-scorer");
    other.start();
    try {
      return scorer(model, ScoringDevice.CPU, batch, round);
    } finally {
      over.set(true);
      join(other);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessException("interrupted", e);
    }
  }

  private static ScoreBatch noise(OnnxWindowScorer scorer, int batch) {
    ScoreBatch windows = new ScoreBatch(scorer.manifest().shape(), batch);
    Random random = new Random(batch);
    for (int row = 0; row < batch; row++) {
      FloatBuffer slot = windows.nextSlot();
      for (int i = 0; i < scorer.manifest().shape().windowFloats(); i++) {
        slot.put((float) random.nextGaussian());
      }
    }
    return windows;
  }

  /** {@link LstmA} with the same session options, and its output in memory given beforehand. */
  ScorerPoint lstmA(ScoringDevice device, int batch, int round) {
    try (OnnxGraph graph = OnnxGraph.open(LstmA.seeded(1).onnx(), "LSTM_A", device)) {
      FloatBuffer windows = direct(batch * LstmA.STEPS * LstmA.FEATURES);
      Random random = new Random(batch);
      while (windows.hasRemaining()) {
        windows.put((float) random.nextGaussian());
      }
      windows.flip();
      long[] shape = {batch, LstmA.STEPS, LstmA.FEATURES};
      FloatBuffer predictions = direct(batch);
      long[] predicted = {batch, 1};
      return measure(() -> graph.run(windows, shape, predictions, predicted), batch, round);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private ScorerPoint measure(Runnable call, int batch, int round) {
    repeat(call, measured.dividedBy(3), new Histogram(3));
    Histogram nanos = new Histogram(3);
    long start = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    repeat(call, measured, nanos);
    double windows = (double) nanos.getTotalCount() * batch;
    return new ScorerPoint(
        round,
        batch,
        windows / ((System.nanoTime() - start) / 1e9),
        windows / ((THREADS.getCurrentThreadCpuTime() - cpu) / 1e9),
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3);
  }

  private static void repeat(Runnable call, Duration time, Histogram nanos) {
    long now = System.nanoTime();
    long end = now + time.toNanos();
    do {
      call.run();
      long then = System.nanoTime();
      nanos.recordValue(then - now);
      now = then;
    } while (now < end);
  }
}
