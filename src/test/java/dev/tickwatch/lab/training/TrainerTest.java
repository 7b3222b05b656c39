package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.lab.learning.EpochReport;
import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Map<String, List<Tick>> TICKS =
      Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1), "BBB", SyntheticTicks.of("BBB", 2_000, 2));

  private static final List<String> HEARD = new ArrayList<>();
  private static TrainingResult result;

  @BeforeAll
  static void train() {
    result = Trainer.train(SyntheticTicks.settings(), TICKS, new Recorder());
  }

  @Test
  void exportedModelAgreesWithTrainedOne() {
    assertThat(result.selfCheck().byOutput())
        .containsOnlyKeys(
            "elbo",
            "reconstruction",
            "kl",
            "tick_log_likelihood",
            "tick_residual",
            "unchanged",
            "size_given_return",
            "return_location",
            "return_scale",
            "forecast_location",
            "forecast_scale",
            "step_log_likelihood");
    assertThat(result.selfCheck().examples()).isGreaterThan(100);
    assertThat(result.selfCheck().largest()).isBetween(0.0, SelfCheck.TOLERANCE);
  }

  @Test
  void learnsWhatTheTicksHold() {
    List<EpochReport> history = result.history();
    assertThat(history.get(history.size() - 1).validationLoss())
        .isLessThan(history.get(0).validationLoss());
    assertThat(result.quality().returns().gain()).isGreaterThan(0.1);
    assertThat(result.quality().forecast().gain()).isPositive();
  }

  @Test
  void reportJudgesForecastsAndThePrior() {
    TrainingReport report = result.report();
    assertThat(report.rolling().rows())
        .extracting(RollingForecast.Row::forecaster)
        .startsWith("model", "model")
        .contains("random walk, EWMA volatility, student t");
    assertThat(report.rolling().rows())
        .allSatisfy(
            row -> {
              assertThat(row.crps()).isPositive().isFinite();
              assertThat(row.logDensity()).isFinite();
              assertThat(row.covered()).isBetween(0.7, 1.0);
            });
    PriorSamples.Statistic deviation = report.prior().statistics().get(0);
    assertThat(deviation.sampled()).isBetween(0.5 * deviation.real(), 2 * deviation.real());
    assertThat(report.latent().latentExplains()).isBetween(0.0, 1.0);
    assertThat(report.latent().inputsExplain()).isBetween(0.0, 1.0);
  }

  @Test
  void reportsEveryBatchAndEpoch() {
    assertThat(result.history()).extracting(EpochReport::epoch).containsExactly(1, 2, 3);
    assertThat(result.history())
        .extracting(EpochReport::klWeight)
        .containsExactly(0.0, 1 / 3.0, 2 / 3.0);
    long batches = HEARD.stream().filter(heard -> heard.startsWith("epoch 1 batch")).count();
    assertThat(HEARD)
        .contains(
            "epoch 1 batch 1/" + batches, "epoch 1 batch " + batches + "/" + batches, "epoch 3");
    EpochReport last = result.history().get(2);
    assertThat(last.trainingElbo()).isCloseTo(last.reconstruction() - last.kl(), within(1e-3));
  }

  @Test
  void manifestSaysWhatTheModelIs() {
    Manifest manifest = result.manifest();
    assertThat(manifest.symbols()).containsExactly("AAA", "BBB");
    assertThat(manifest.shape()).isEqualTo(SyntheticTicks.settings().shape());
    assertThat(manifest.trainingTicks()).isBetween(3_990L, 4_010L);
    assertThat(manifest.trainedFrom()).isBefore(manifest.trainedTo());
    assertThat(manifest.version()).matches("\\d{8}T\\d{6}-[0-9a-f]{6}");
    assertThat(manifest.calibration()).isNotEqualTo(Calibration.NONE);
    assertThat(manifest.calibration().combined()).isNotNull();
  }

  @Test
  void sameSeedAndTicksGiveTheSameBytes() {
    TrainingResult again = Trainer.train(SyntheticTicks.settings(), TICKS, TrainingListener.SILENT);
    assertThat(again.model()).isEqualTo(result.model());
  }

  @Test
  void anotherSeedGivesAnotherVersion() {
    TrainingSettings other = SyntheticTicks.settings().edit().seed(2).epochs(1).build();
    TrainingResult trained = Trainer.train(other, TICKS, TrainingListener.SILENT);
    assertThat(trained.manifest().version()).isNotEqualTo(result.manifest().version());
    assertThat(trained.manifest().dataHash()).isEqualTo(result.manifest().dataHash());
  }

  @Test
  void stopsWhenAnEpochNoLongerHelps() {
    TrainingSettings impatient =
        SyntheticTicks.settings().edit().epochs(6).minDelta(1e6).patience(2).build();
    TrainingResult stopped = Trainer.train(impatient, TICKS, TrainingListener.SILENT);
    assertThat(stopped.history()).extracting(EpochReport::best).containsExactly(true, false, false);
  }

  @Test
  void saysWhenTrainingDiverges() {
    TrainingSettings absurd = SyntheticTicks.settings().edit().learningRate(1e30).build();
    assertThatThrownBy(() -> Trainer.train(absurd, TICKS, TrainingListener.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training diverged")
        .hasMessageContaining("in epoch 1, batch 2")
        .hasMessageContaining("learning rate than 1.0E30");
  }

  @Test
  void namesTheDeviceThatIsNotThere() {
    TrainingSettings far = SyntheticTicks.settings().edit().device("cuda:99").build();
    assertThatThrownBy(() -> Trainer.train(far, TICKS, TrainingListener.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cuda:99");
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    TrainingListener interrupts =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int done, int total) {
            Thread.currentThread().interrupt();
          }
        };
    try {
      assertThatThrownBy(() -> Trainer.train(SyntheticTicks.settings(), TICKS, interrupts))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static final class Recorder implements TrainingListener {
    @Override
    public void batchDone(int epoch, int done, int total) {
      HEARD.add("epoch " + epoch + " batch " + done + "/" + total);
    }

    @Override
    public void epochDone(EpochReport report) {
      HEARD.add("epoch " + report.epoch());
    }
  }

  /** A model's version is a hash of this text: it must be the same in every process. */
  @Test
  void settingsAreWrittenOutWithoutIdentities() {
    assertThat(TrainingSettings.DEFAULT.toString()).doesNotContain("@").contains("24x7");
  }
}
