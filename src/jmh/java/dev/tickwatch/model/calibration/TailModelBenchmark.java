package dev.tickwatch.model.calibration;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A value's tail probability; a tick has one of each test. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TailModelBenchmark {
  private static final int VALUES = 4096;

  private final double[] values = new double[VALUES];
  private TailModel tail;
  private int next;

  @Setup
  public void fit() {
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      values[i] = random.nextGaussian();
    }
    tail = TailModel.fit(values);
  }

  @Benchmark
  public double score() {
    next = (next + 1) % VALUES;
    return tail.score(values[next]);
  }
}
