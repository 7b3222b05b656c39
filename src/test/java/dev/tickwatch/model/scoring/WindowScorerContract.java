package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WindowScorer} keeps to, whatever it makes of a window. A scorer's test extends
 * this one.
 */
public abstract class WindowScorerContract {
  private static final int WINDOWS = 11;
  private static final int THREADS = 4;

  /** No scorer writes that. */
  private static final float UNTOUCHED = -1.2345678e37f;

  private WindowScorer scorer;
  private List<float[]> windows;

  /** The scorer to be tested, which the test closes. */
  protected abstract WindowScorer open() throws IOException;

  @BeforeEach
  void openScorer() throws IOException {
    scorer = open();
    windows = windows(scorer.manifest());
  }

  @AfterEach
  void closeScorer() {
    scorer.close();
  }

  /** Of a random walk, as the model wants them. */
  private static List<float[]> windows(Manifest manifest) {
    SymbolWindow symbol = new SymbolWindow(manifest.shape(), manifest.featureSettings());
    List<float[]> windows = new ArrayList<>();
    for (Tick tick : ArithmeticScorer.walk("ANY", manifest.shape().steps() + WINDOWS, 8)) {
      if (symbol.admit(tick)) {
        float[] window = new float[manifest.shape().windowFloats()];
        symbol.copyPending(0, FloatBuffer.wrap(window));
        symbol.removePending();
        windows.add(window);
      }
    }
    return windows.subList(0, WINDOWS);
  }

  private ScoreBatch batchOf(List<float[]> some) {
    ScoreBatch batch = new ScoreBatch(scorer.manifest().shape(), WINDOWS);
    some.forEach(window -> batch.nextSlot().put(window));
    return batch;
  }

  /** All that the batch says of a row. */
  private static List<Float> row(ScoreBatch batch, int row) {
    List<Float> numbers = new ArrayList<>();
    for (ScoreBatch.Output output : batch.outputs()) {
      int floats = (int) LongStream.of(output.shape(1)).reduce(1, (a, b) -> a * b);
      for (int i = 0; i < floats; i++) {
        numbers.add(output.values()[row * floats + i]);
      }
    }
    return numbers;
  }

  private static List<List<Float>> rows(ScoreBatch batch) {
    List<List<Float>> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(row(batch, row));
    }
    return rows;
  }

  private List<List<Float>> scored(List<float[]> some) {
    ScoreBatch batch = batchOf(some);
    scorer.score(batch);
    return rows(batch);
  }

  @Test
  void saysWhatItIs() {
    Manifest manifest = scorer.manifest();

    assertThat(manifest.version()).isNotBlank();
    assertThat(manifest.features()).isEqualTo(Features.NAMES);
    assertThat(scorer.manifest()).isEqualTo(manifest);
  }

  @Test
  void fillsEveryOutputOfEachWindow() {
    ScoreBatch batch = batchOf(windows);
    batch.outputs().forEach(output -> Arrays.fill(output.values(), UNTOUCHED));

    scorer.score(batch);

    assertThat(rows(batch))
        .hasSize(WINDOWS)
        .allSatisfy(
            row ->
                assertThat(row)
                    .allMatch(number -> Float.isFinite(number))
                    .doesNotContain(UNTOUCHED));
  }

  @Test
  void givesScalesAboveZeroAndABoundOfItsTwoParts() {
    ScoreBatch batch = batchOf(windows);
    int horizon = scorer.manifest().shape().horizon();

    scorer.score(batch);

    for (int row = 0; row < WINDOWS; row++) {
      assertThat(batch.returnScale[row]).isPositive();
      for (int h = 0; h < horizon; h++) {
        assertThat(batch.forecastScale[row * horizon + h]).isPositive();
      }
      assertThat(batch.kl[row]).isNotNegative();
      float bound = batch.reconstruction[row] - batch.kl[row];
      assertThat(batch.elbo[row]).isCloseTo(bound, within(1e-4f * Math.max(1, Math.abs(bound))));
    }
  }

  @Test
  void scoresAWindowToTheSameBitsInABatchOfAnySize() {
    List<List<Float>> all = scored(windows);

    for (int size = 1; size < WINDOWS; size++) {
      assertThat(scored(windows.subList(0, size))).isEqualTo(all.subList(0, size));
      assertThat(scored(windows.subList(WINDOWS - size, WINDOWS)))
          .isEqualTo(all.subList(WINDOWS - size, WINDOWS));
    }
  }

  @Test
  void leavesTheWindowsAsTheyAreSoThatTheyCanBeScoredAgain() {
    ScoreBatch batch = batchOf(windows);
    scorer.score(batch);
    List<List<Float>> first = rows(batch);

    assertThat(batch.size()).isEqualTo(WINDOWS);
    FloatBuffer filled = batch.filled();
    for (float[] window : windows) {
      float[] left = new float[window.length];
      filled.get(left);
      assertThat(left).isEqualTo(window);
    }
    scorer.score(batch);
    assertThat(rows(batch)).isEqualTo(first);
  }

  @Test
  void scoresABatchThatIsUsedAgainAsANewOne() {
    ScoreBatch batch = batchOf(windows);
    scorer.score(batch);
    batch.clear();
    windows.subList(5, 8).forEach(window -> batch.nextSlot().put(window));

    scorer.score(batch);

    assertThat(rows(batch)).isEqualTo(scored(windows.subList(5, 8)));
  }

  @Test
  void isSharedByThreads() throws Exception {
    List<List<Float>> expected = scored(windows);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<List<Float>>>> results = new ArrayList<>();
      for (int i = 0; i < 8 * THREADS; i++) {
        results.add(threads.submit(() -> scored(windows)));
      }
      for (Future<List<List<Float>>> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
