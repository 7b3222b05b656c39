package dev.tickwatch.app.stream;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.concurrent.Executor;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A window into a batch and its result out of it; the model takes no time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchedScoringBenchmark {
  private static final WindowShape SHAPE = new WindowShape(60, 10);
  private static final int SIZE = 128;

  /** Where the model runs: on a thread of its own, as in production, or on the stream's. */
  @Param({"beside", "here"})
  public String model;

  private final float[] window = new float[SHAPE.windowFloats()];
  private SharedModel shared;
  private BatchedScoring scoring;
  private long results;

  /** Leaves the outputs as they are. */
  private record Free(Manifest manifest) implements WindowScorer {
    @Override
    public void score(ScoreBatch batch) {}

    @Override
    public void close() {}
  }

  @Setup
  public void open() {
    shared = new SharedModel(new Free(ArithmeticScorer.manifest(SHAPE, Calibration.NONE)));
    Executor executor = model.equals("beside") ? ScoringThread.forThisThread(SIZE) : Runnable::run;
    scoring = new BatchedScoring(shared, SIZE, executor, StreamObserver.NONE);
  }

  @TearDown
  public void close() {
    scoring.flush();
    shared.close();
  }

  @Benchmark
  public long add() {
    scoring.add(this, to -> to.put(window), (by, made) -> results++, () -> 0);
    return results;
  }
}
