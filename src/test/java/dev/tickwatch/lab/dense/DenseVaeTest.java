package dev.tickwatch.lab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.export.OnnxFile;
import dev.tickwatch.lab.export.OnnxSession;
import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.lab.learning.EpochReport;
import dev.tickwatch.lab.learning.LoopSettings;
import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.learning.TrainedWeights;
import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.lab.learning.TrainingLoop;
import dev.tickwatch.lab.learning.TrainingProgress;
import dev.tickwatch.lab.network.DataSplit;
import dev.tickwatch.lab.network.Examples;
import dev.tickwatch.lab.network.FixedNoise;
import dev.tickwatch.lab.network.Order;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network of another kind trains, is exported and is checked by the code that prices use. */
class DenseVaeTest {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final int LATENT = 3;
  private static final DenseVae NETWORK = new DenseVae(PIXELS, 32, LATENT);
  private static final LoopSettings SETTINGS =
      new LoopSettings(
          /* epochs= */ 4,
          /* batchSize= */ 32,
          /* learningRate= */ 1e-2,
          /* weightDecay= */ 1e-6,
          /* clipNorm= */ 100,
          /* klWarmUpEpochs= */ 0,
          /* freeBits= */ 0,
          /* predictionWeight= */ 0,
          /* minDelta= */ 0,
          /* patience= */ 4,
          /* seed= */ 1);
  private static final List<String> HEARD = new ArrayList<>();

  private static TrainedWeights trained;

  @BeforeAll
  static void train() {
    trained =
        TrainingLoop.train(
            NETWORK,
            new Bars(),
            SETTINGS,
            new TrainingProgress() {
              @Override
              public void epochDone(EpochReport report) {
                HEARD.add("epoch " + report.epoch());
              }
            },
            ScoringDevice.CPU);
  }

  @Test
  void learnsItsImages() {
    List<EpochReport> history = trained.history();
    EpochReport first = history.get(0);
    EpochReport last = history.get(history.size() - 1);
    assertThat(last.validationElbo()).isGreaterThan(first.validationElbo() + 20);
    // Every pixel by itself, as often lit as it is on average: about 12 % are.
    double without = PIXELS * (0.12 * Math.log(0.12) + 0.88 * Math.log(0.88));
    assertThat(last.validationElbo()).isGreaterThan(without);
    assertThat(last.kl()).isPositive();
    assertThat(last.trainingElbo()).isCloseTo(last.reconstruction() - last.kl(), within(1e-3));
    assertThat(HEARD).startsWith("epoch 1", "epoch 2");
  }

  @Test
  void sameSeedGivesTheSameWeights() {
    TrainedWeights again =
        TrainingLoop.train(
            NETWORK, new Bars(), SETTINGS, TrainingProgress.SILENT, ScoringDevice.CPU);
    assertThat(again.flat()).isEqualTo(trained.flat());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void exportedFileAgreesWithTheTrainedNetwork(int draws) {
    FixedNoise noise = new FixedNoise(draws, LATENT, 1);
    byte[] file = OnnxFile.of(NETWORK, trained.flat(), noise).bytes("test", Map.of());
    try (TrainedNetwork network = TrainedNetwork.open(NETWORK, trained.flat(), noise);
        OnnxSession exported = OnnxSession.open(file)) {
      SelfCheck check = SelfCheck.compare(network, exported, new Bars().validation()).orRefuse();
      assertThat(check.byOutput()).containsOnlyKeys("elbo", "reconstruction", "kl", "pixels");
      assertThat(check.examples()).isEqualTo(Bars.HELD_OUT);
      assertThat(check.largest()).isLessThan(SelfCheck.TOLERANCE);
    }
  }

  @Test
  void fileOfOtherWeightsIsRefused() {
    FixedNoise noise = new FixedNoise(1, LATENT, 1);
    float[] others = trained.flat();
    others[others.length - 1] += 0.1f;
    byte[] file = OnnxFile.of(NETWORK, others, noise).bytes("test", Map.of());
    try (TrainedNetwork network = TrainedNetwork.open(NETWORK, trained.flat(), noise);
        OnnxSession exported = OnnxSession.open(file)) {
      SelfCheck check = SelfCheck.compare(network, exported, new Bars().validation());
      assertThatThrownBy(check::orRefuse)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("differs by")
          .hasMessageContaining("64 held-out examples");
    }
  }

  @Test
  void samplesFromThePriorAreProbabilities() {
    try (TrainedNetwork network =
        TrainedNetwork.open(NETWORK, trained.flat(), new FixedNoise(1, LATENT, 1))) {
      float[] latents = {0, 0, 0, 1, -1, 0.5f};
      float[] pixels = network.decode(new float[2 * PIXELS], latents).get(DenseVae.PIXELS);
      assertThat(pixels).hasSize(2 * PIXELS);
      for (float pixel : pixels) {
        assertThat(pixel).isBetween(0f, 1f);
      }
      Examples seen = new Bars().validation();
      assertThat(network.run(seen, 0, 2).get(Output.LATENT)).hasSize(2 * LATENT);
    }
  }

  /** Images of one broad bar each, upright or lying. */
  private static final class Bars implements DataSplit {
    private static final int TRAINED_ON = 512;
    private static final int HELD_OUT = 64;
    private static final int WIDTH = 4;

    @Override
    public Examples training(SplittableRandom random) {
      return new Images(Order.shuffled(TRAINED_ON, random));
    }

    @Override
    public Examples validation() {
      return new Images(IntStream.range(TRAINED_ON, TRAINED_ON + HELD_OUT).toArray());
    }

    private static void draw(int image, float[] target, int at) {
      SplittableRandom random = new SplittableRandom(image);
      boolean upright = random.nextBoolean();
      int from = random.nextInt(SIDE - WIDTH + 1);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        int across = upright ? pixel % SIDE : pixel / SIDE;
        boolean lit = across >= from && across < from + WIDTH;
        target[at + pixel] = lit && random.nextInt(10) > 0 ? 1 : 0;
      }
    }
  }

  private static final class Images implements Examples {
    private final int[] which;

    private Images(int[] which) {
      this.which = which;
    }

    @Override
    public int size() {
      return which.length;
    }

    @Override
    public float[] inputs(int first, int count) {
      float[] pixels = new float[count * PIXELS];
      for (int i = 0; i < count; i++) {
        Bars.draw(which[first + i], pixels, i * PIXELS);
      }
      return pixels;
    }
  }
}
