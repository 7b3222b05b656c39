package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the exported graph computes, asked of the scorer that runs it. */
class ExportedModelTest {
  private static final int STEPS = 12;
  private static final int WINDOW = STEPS * Features.COUNT;
  private static final int NEWEST = (STEPS - 1) * Features.COUNT;
  private static final int MODELLED = Features.MODELLED;
  private static final Map<String, List<Tick>> TICKS =
      Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1));

  private static TrainingResult result;
  private static WindowScorer scorer;
  private static float[] windows;

  @BeforeAll
  static void train() {
    TrainingSettings settings = SyntheticTicks.settings();
    result = Trainer.train(settings, TICKS, TrainingListener.SILENT);
    scorer = open(result);
    windows =
        new TrainingData(settings, TICKS, TrainingListener.SILENT)
            .validationWindows()
            .thinned(32)
            .inputs(0, 32);
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void carriesItsManifest() {
    assertThat(scorer.manifest()).usingRecursiveComparison().isEqualTo(result.manifest());
  }

  @Test
  void predictionOfTheNewestTickDoesNotSeeIt() {
    float[] changed = windows.clone();
    for (int at = NEWEST; at < changed.length; at += WINDOW) {
      changed[at + Features.LOG_RETURN] += 0.01f;
    }
    ScoreBatch before = score(scorer, windows);
    ScoreBatch after = score(scorer, changed);
    assertThat(after.returnLocation).isEqualTo(before.returnLocation);
    assertThat(after.returnScale).isEqualTo(before.returnScale);
    assertThat(after.unchanged).isEqualTo(before.unchanged);
    for (int i = 0; i < before.size(); i++) {
      // Size and gap have not changed, and neither have their predictions.
      for (int f = 1; f < MODELLED; f++) {
        assertThat(after.tickResidual[i * MODELLED + f])
            .isEqualTo(before.tickResidual[i * MODELLED + f]);
      }
      assertThat(after.tickLogLikelihood[i * MODELLED])
          .isLessThan(before.tickLogLikelihood[i * MODELLED]);
    }
    // The window as a whole and the forecast do see it.
    assertThat(after.elbo).isNotEqualTo(before.elbo);
    assertThat(after.forecastScale).isNotEqualTo(before.forecastScale);
  }

  @Test
  void predictionOfTheReturnSeesHowLargeTheTickWasButThatOfTheGapDoesNot() {
    float[] changed = windows.clone();
    for (int at = NEWEST; at < changed.length; at += WINDOW) {
      changed[at + Features.LOG_SIZE] -= 3;
    }
    ScoreBatch before = score(scorer, windows);
    ScoreBatch after = score(scorer, changed);
    assertThat(after.returnScale).isNotEqualTo(before.returnScale);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.tickResidual[i * MODELLED + 2])
          .isEqualTo(before.tickResidual[i * MODELLED + 2]);
    }
  }

  @Test
  void onlyTheSecondPredictionOfTheSizeSeesHowFarThePriceMoved() {
    float[] changed = windows.clone();
    for (int at = NEWEST; at < changed.length; at += WINDOW) {
      changed[at + Features.LOG_RETURN] += 0.01f;
    }
    ScoreBatch before = score(scorer, windows);
    ScoreBatch after = score(scorer, changed);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.sizeGivenReturn[i]).isNotEqualTo(before.sizeGivenReturn[i]);
      assertThat(after.tickResidual[i * MODELLED + Features.LOG_SIZE])
          .isEqualTo(before.tickResidual[i * MODELLED + Features.LOG_SIZE]);
    }
  }

  @Test
  void predictionOfTheReturnSeesHowLongTheGapWas() {
    float[] changed = windows.clone();
    for (int at = NEWEST; at < changed.length; at += WINDOW) {
      changed[at + Features.LOG_GAP] += 2;
    }
    ScoreBatch before = score(scorer, windows);
    ScoreBatch after = score(scorer, changed);
    assertThat(after.returnScale).isNotEqualTo(before.returnScale);
  }

  @Test
  void likelihoodIsStudentTInUnitsOfVolatilityBesideAPointMassAtUnchanged() {
    ScoreBatch batch = score(scorer, windows);
    TDistribution t = TDistribution.of(4);
    for (int i = 0; i < batch.size(); i++) {
      int newest = i * WINDOW + NEWEST;
      double volatility = Math.exp(windows[newest + Features.LOG_VOLATILITY]);
      double residual =
          (windows[newest + Features.LOG_RETURN] - batch.returnLocation[i]) / batch.returnScale[i];
      double scale = batch.returnScale[i] / volatility;
      assertThat((double) batch.tickResidual[i * MODELLED]).isCloseTo(residual, within(1e-3));
      boolean moved = windows[newest + Features.LOG_RETURN] != 0;
      double stays = 1 / (1 + Math.exp(-batch.unchanged[i]));
      double expected =
          moved ? Math.log1p(-stays) + t.logDensity(residual) - Math.log(scale) : Math.log(stays);
      assertThat((double) batch.tickLogLikelihood[i * MODELLED]).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void reconstructionIsTheSumOfItsSteps() {
    ScoreBatch batch = score(scorer, windows);
    int terms = STEPS * MODELLED;
    for (int i = 0; i < batch.size(); i++) {
      double sum = 0;
      for (int k = 0; k < terms; k++) {
        sum += batch.stepLogLikelihood[i * terms + k];
      }
      assertThat((double) batch.reconstruction[i]).isCloseTo(sum, within(1e-3));
      assertThat(batch.elbo[i]).isCloseTo(batch.reconstruction[i] - batch.kl[i], within(1e-3f));
      assertThat(batch.kl[i]).isPositive();
    }
  }

  @Test
  void gapAcrossSessionsHasNoLikelihood() {
    float[] changed = windows.clone();
    for (int at = NEWEST; at < changed.length; at += WINDOW) {
      changed[at + Features.SESSION_GAP] = 1;
      changed[at + Features.LOG_GAP] = 18;
    }
    ScoreBatch batch = score(scorer, changed);
    for (int i = 0; i < batch.size(); i++) {
      assertThat(batch.tickLogLikelihood[i * MODELLED + 2]).isZero();
      assertThat(batch.tickResidual[i * MODELLED + 2]).isZero();
      assertThat(batch.stepLogLikelihood[(i * MODELLED + 2) * STEPS + STEPS - 1]).isZero();
      assertThat(batch.tickLogLikelihood[i * MODELLED]).isNotZero();
    }
  }

  @Test
  void flatWindowIsScoredWithFiniteNumbers() {
    float[] flat = new float[WINDOW];
    for (int at = 0; at < WINDOW; at += Features.COUNT) {
      flat[at + Features.LOG_VOLATILITY] = (float) Math.log(1e-4);
    }
    flat[NEWEST + Features.LOG_RETURN] = 10;
    flat[NEWEST + Features.LOG_SIZE] = 30;
    ScoreBatch batch = score(scorer, flat);
    assertThat(batch.elbo[0]).isFinite();
    assertThat(batch.tickLogLikelihood[0]).isFinite().isLessThan(-20);
  }

  @Test
  void severalDrawsAreAveragedInTheGraph() {
    TrainingSettings mean = SyntheticTicks.settings().edit().epochs(1).build();
    TrainingResult one = Trainer.train(mean, TICKS, TrainingListener.SILENT);
    TrainingResult four =
        Trainer.train(mean.edit().draws(4).build(), TICKS, TrainingListener.SILENT);
    assertThat(four.selfCheck().largest()).isLessThan(SelfCheck.TOLERANCE);
    try (WindowScorer sampled = open(four);
        WindowScorer central = open(one)) {
      // The weights are the same: only what comes through the latent differs.
      ScoreBatch a = score(sampled, windows);
      ScoreBatch b = score(central, windows);
      assertThat(a.tickResidual).isEqualTo(b.tickResidual);
      assertThat(a.kl).isEqualTo(b.kl);
      assertThat(a.reconstruction).isNotEqualTo(b.reconstruction);
      for (int i = 0; i < a.size(); i++) {
        assertThat(a.reconstruction[i]).isCloseTo(b.reconstruction[i], within(10f));
      }
    }
  }

  /** Ones, a few, more than one vector of any processor: rounding must not depend on neighbours. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 13, 16, 31})
  void scoresAreTheSameBitsInABatchOfAnySize(int size) {
    ScoreBatch all = score(scorer, windows);
    int count = windows.length / WINDOW;
    for (int first = 0; first < count; first += size) {
      int rows = Math.min(size, count - first);
      ScoreBatch part =
          score(scorer, Arrays.copyOfRange(windows, first * WINDOW, (first + rows) * WINDOW));
      assertSame(part.elbo, all.elbo, first, rows);
      assertSame(part.kl, all.kl, first, rows);
      assertSame(part.tickLogLikelihood, all.tickLogLikelihood, first, rows);
      assertSame(part.tickResidual, all.tickResidual, first, rows);
      assertSame(part.unchanged, all.unchanged, first, rows);
      assertSame(part.sizeGivenReturn, all.sizeGivenReturn, first, rows);
      assertSame(part.returnLocation, all.returnLocation, first, rows);
      assertSame(part.returnScale, all.returnScale, first, rows);
      assertSame(part.forecastLocation, all.forecastLocation, first, rows);
      assertSame(part.forecastScale, all.forecastScale, first, rows);
      assertSame(part.stepLogLikelihood, all.stepLogLikelihood, first, rows);
    }
  }

  /** Outputs of both are arrays of {@code [capacity][N]}, padded alike. */
  private static void assertSame(float[] part, float[] all, int first, int rows) {
    int each = all.length / (windows.length / WINDOW);
    assertThat(Arrays.copyOf(part, rows * each))
        .isEqualTo(Arrays.copyOfRange(all, first * each, (first + rows) * each));
  }

  private static WindowScorer open(TrainingResult trained) {
    return OnnxWindowScorer.open(trained.model(), "test model", ScoringDevice.CPU);
  }

  private static ScoreBatch score(WindowScorer by, float[] rows) {
    ScoreBatch batch = new ScoreBatch(by.manifest().shape(), rows.length / WINDOW);
    for (int from = 0; from < rows.length; from += WINDOW) {
      batch.nextSlot().put(Arrays.copyOfRange(rows, from, from + WINDOW));
    }
    by.score(batch);
    return batch;
  }
}
