package dev.tickwatch.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickwatch.SmallModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a build with {@code -Pgpu}, on a machine with a GPU; skips where there is none. */
@Tag("gpu")
class GpuScoringTest {
  private static final ScoringDevice GPU = ScoringDevice.parse("cuda:0");

  @TempDir private Path directory;

  private static boolean isThere() {
    try {
      OnnxWindowScorer.requireDevice(GPU);
      return true;
    } catch (ScoringException e) {
      return false;
    }
  }

  @Test
  void scoresWhatTheCpuScores() throws IOException {
    assumeTrue(isThere(), "no CUDA device, or a build without -Pgpu");
    Path model =
        SmallModel.trainedOn(
            SmallModel.walks(List.of("AAA", "BBB", "CCC"), 1_200, 1),
            directory.resolve("model.onnx"));
    try (OnnxWindowScorer cpu = OnnxWindowScorer.open(model, ScoringDevice.CPU);
        OnnxWindowScorer gpu = OnnxWindowScorer.open(model, GPU)) {
      ScoreBatch expected = noise(cpu, GPU.usualBatchSize());
      ScoreBatch actual = noise(gpu, GPU.usualBatchSize());
      cpu.score(expected);
      gpu.score(actual);

      for (int row = 0; row < actual.size(); row++) {
        float elbo = expected.elbo[row];
        assertThat(actual.elbo[row]).isCloseTo(elbo, within(1e-3f * Math.max(1, Math.abs(elbo))));
      }
    }
  }

  private static ScoreBatch noise(OnnxWindowScorer scorer, int size) {
    ScoreBatch batch = new ScoreBatch(scorer.manifest().shape(), size);
    Random random = new Random(1);
    while (!batch.isFull()) {
      FloatBuffer slot = batch.nextSlot();
      for (int i = 0; i < batch.shape().windowFloats(); i++) {
        slot.put((float) (0.001 * random.nextGaussian()));
      }
    }
    return batch;
  }
}
