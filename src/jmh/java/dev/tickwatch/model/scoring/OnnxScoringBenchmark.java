package dev.tickwatch.model.scoring;

import dev.tickwatch.lab.training.UntrainedModel;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.util.Random;
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

/** One call of the model, by batch, window and network; a call scores a whole batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OnnxScoringBenchmark {

  /** Windows a call. */
  @Param({"1", "16", "64", "256", "1024"})
  public int batchSize;

  /** Steps of the window, and hidden units. */
  @Param({"60x32", "60x64", "120x32"})
  public String network;

  private OnnxWindowScorer scorer;
  private ScoreBatch batch;

  @Setup
  public void open() {
    String[] sizes = network.split("x", -1);
    WindowShape shape = new WindowShape(Integer.parseInt(sizes[0]), 10);
    scorer = UntrainedModel.open(shape, Integer.parseInt(sizes[1]));
    batch = new ScoreBatch(shape, batchSize);
    Random random = new Random(1);
    while (!batch.isFull()) {
      FloatBuffer slot = batch.nextSlot();
      for (int i = 0; i < shape.windowFloats(); i++) {
        slot.put((float) (0.001 * random.nextGaussian()));
      }
    }
  }

  @TearDown
  public void close() {
    scorer.close();
  }

  @Benchmark
  public float score() {
    scorer.score(batch);
    return batch.elbo[0];
  }
}
