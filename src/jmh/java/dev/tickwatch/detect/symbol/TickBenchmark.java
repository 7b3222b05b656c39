package dev.tickwatch.detect.symbol;

import dev.tickwatch.app.store.StateBytes;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.WindowShape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one tick costs beside the model, step by step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TickBenchmark {
  private static final int TICKS = 4096;

  /** T, ticks in a window. */
  @Param({"60", "120"})
  public int steps;

  private Manifest manifest;
  private DataCheck check;
  private Detector detector;
  private ScoreBatch batch;
  private List<Tick> ticks;
  private SymbolState state;
  private SymbolState waiting;
  private byte[] stored;
  private int next;

  /** Outputs of the model are those of one tick, again and again. */
  @Setup
  public void fill() {
    ArithmeticScorer scorer = ArithmeticScorer.calibrated(new WindowShape(steps, 10));
    manifest = scorer.manifest();
    detector = new Detector(DetectionSettings.DEFAULT);
    check = detector.dataCheck(manifest);
    ticks = ArithmeticScorer.walk("ACME", TICKS, 1);
    batch = new ScoreBatch(manifest.shape(), 1);
    waiting = SymbolState.fresh(manifest);
    ticks.subList(0, 3 * steps).forEach(tick -> waiting.admit(tick, check));
    waiting.copyPending(0, batch.nextSlot());
    scorer.score(batch);
    stored = StateBytes.write(manifest, waiting);
    state = SymbolState.fresh(manifest);
  }

  private void admitNext() {
    if (next == TICKS) {
      next = 0;
      state = SymbolState.fresh(manifest);
    }
    state.admit(ticks.get(next++), check);
  }

  /** Features, ring and quality. */
  @Benchmark
  public long admit() {
    admitNext();
    if (state.pending() > 0) {
      state.window().removePending();
    }
    return state.sequence();
  }

  /** A window into its row of a batch. */
  @Benchmark
  public ScoreBatch assembleBatch() {
    batch.clear();
    waiting.copyPending(0, batch.nextSlot());
    return batch;
  }

  /** Tests, calibration, score, forecast and episode, on top of {@link #admit}. */
  @Benchmark
  public Detection admitAndDetect() {
    admitNext();
    return state.pending() > 0
        ? detector.detect("ACME", state, manifest, new ScoredWindow(batch, 0))
        : null;
  }

  @Benchmark
  public byte[] stateToBytes() {
    return StateBytes.write(manifest, waiting);
  }

  @Benchmark
  public SymbolState stateFromBytes() {
    return StateBytes.read(manifest, stored);
  }
}
