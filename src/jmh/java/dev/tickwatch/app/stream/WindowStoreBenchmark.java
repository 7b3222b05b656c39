package dev.tickwatch.app.stream;

import dev.tickwatch.app.store.PagedStates;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.app.store.WindowStores;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.KeyValueStore;
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

/**
 * A symbol's window into its store and back. What comes before a store is part of an operation:
 * {@code ticks} admitted and scored, the model left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowStoreBenchmark {
  private static final String SYMBOL = "ACME";
  private static final int MOST_TICKS = 100_000;

  /** Where: a map, or RocksDB without its changelog and the cache before it. */
  @Param({"memory", "disk"})
  public String store;

  /** Ticks of the symbol between two stores: one with thousands of symbols, many with few. */
  @Param({"1", "10"})
  public int ticks;

  private Path directory;
  private KeyValueStore<String, byte[]> windows;
  private PagedStates states;
  private Manifest manifest;
  private Detector detector;
  private DataCheck check;
  private ScoreBatch batch;
  private List<Tick> walk;
  private TrackedState state;
  private int next;

  @Setup
  public void fill() throws IOException {
    directory = Files.createTempDirectory("tickwatch-benchmark");
    windows = store.equals("disk") ? WindowStores.onDisk(directory) : WindowStores.empty();
    ArithmeticScorer scorer = ArithmeticScorer.calibrated(new WindowShape(60, 10));
    manifest = scorer.manifest();
    states = new PagedStates(windows, manifest);
    detector = new Detector(DetectionSettings.DEFAULT);
    check = detector.dataCheck(manifest);
    batch = new ScoreBatch(manifest.shape(), 1);
    walk = ArithmeticScorer.walk(SYMBOL, MOST_TICKS, 1);
    state = TrackedState.fresh(manifest);
    for (int i = 0; i < 3 * manifest.shape().steps(); i++) {
      scoreNext();
    }
    states.put(SYMBOL, state);
  }

  @TearDown
  public void close() throws IOException {
    windows.close();
    try (var all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Detection scoreNext() {
    if (next == MOST_TICKS) {
      next = 0;
      state = TrackedState.fresh(manifest);
    }
    if (!state.state().admit(walk.get(next++), check)) {
      return null;
    }
    return detector.detect(SYMBOL, state.state(), manifest, new ScoredWindow(batch, 0));
  }

  /** What is not that of a store in the others. */
  @Benchmark
  public TrackedState scoreAlone() {
    for (int i = 0; i < ticks; i++) {
      Detection unused = scoreNext();
    }
    return state;
  }

  @Benchmark
  public TrackedState store() {
    TrackedState scored = scoreAlone();
    states.put(SYMBOL, scored);
    return scored;
  }

  @Benchmark
  public TrackedState read() {
    return TrackedState.of(manifest, states.get(SYMBOL));
  }

  /** There and back. */
  @Benchmark
  public TrackedState storeAndRead() {
    TrackedState unused = store();
    return read();
  }
}
