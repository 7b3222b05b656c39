package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class NetworkPartsTest {
  private static final WeightLayout LAYOUT = new WeightLayout(new NetworkSettings(12, 3, 4, 2, 4));

  @Test
  void gatesGoFromPyTorchsOrderToOnnxs() {
    // i, f, g, o in blocks of two become i, o, f, c.
    float[] torch = {1, 1, 2, 2, 3, 3, 4, 4};
    assertThat(OnnxAlgebra.reorderGates(torch)).containsExactly(1, 1, 4, 4, 2, 2, 3, 3);
  }

  @Test
  void forgetGatesStartOpenAndOtherBiasesAtZero() {
    float[] flat = LAYOUT.initial(new SplittableRandom(1));
    assertThat(LAYOUT.values(flat, LAYOUT.encoder.inputBias()))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(LAYOUT.values(flat, LAYOUT.encoder.recurrentBias())).containsOnly(0);
    assertThat(LAYOUT.values(flat, LAYOUT.get("posterior"))).doesNotContain(0);
  }

  @Test
  void onlyMatricesArePenalised() {
    float[] factors = LAYOUT.penalised(0.5);
    for (Weight weight : LAYOUT.all()) {
      assertThat(LAYOUT.values(factors, weight)).containsOnly(weight.isBias() ? 0 : 0.5f);
    }
    assertThat(LAYOUT.all().stream().mapToInt(Weight::size).sum()).isEqualTo(LAYOUT.size());
  }

  @Test
  void fixedNoiseIsSymmetricSpreadOutAndSeeded() {
    float[] points = FixedNoise.points(16, 3, 7);
    assertThat(points).isEqualTo(FixedNoise.points(16, 3, 7));
    assertThat(points).isNotEqualTo(FixedNoise.points(16, 3, 8));
    for (int d = 0; d < 3; d++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 16; i++) {
        sum += points[i * 3 + d];
        squares += points[i * 3 + d] * points[i * 3 + d];
      }
      assertThat(sum).isZero();
      assertThat(squares / 16).isBetween(0.5, 1.7);
    }
    assertThat(FixedNoise.points(1, 3, 7)).containsOnly(0);
  }

  @Test
  void studentTIsFittedByMaximumLikelihood() {
    TDistribution t = TDistribution.of(4);
    Random random = new Random(11);
    double[] values = new double[20_000];
    Arrays.setAll(values, i -> 0.3 + 2 * t.inverseCumulativeProbability(random.nextDouble()));
    StudentT.Fitted fitted = StudentT.fit(4, values);
    assertThat(fitted.location()).isCloseTo(0.3, within(0.06));
    assertThat(fitted.scale()).isCloseTo(2, within(0.05));
    assertThat(StudentT.logLikelihood(4, 1.3, new StudentT.Fitted(0.3, 2)))
        .isCloseTo(t.logDensity(0.5) - Math.log(2), within(1e-12));
  }

  @Test
  void settingsNameTheFieldThatIsOutOfBounds() {
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().hidden(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hidden must be at least 2 and at most 512, not 1");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().learningRate(0).build())
        .hasMessage("learning rate must be above 0, not 0");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().degreesOfFreedom(2).build())
        .hasMessage("degrees of freedom must be above 2 and at most 1000, not 2");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().validationShare(Double.NaN).build())
        .hasMessage("validation share must be at least 0.05 and at most 0.5, not NaN");
    assertThatThrownBy(() -> TrainingSettings.DEFAULT.edit().device("gpu").build())
        .hasMessageContaining("'gpu'");
  }

  @Test
  void differenceFromWhatIsNotANumberIsRefused() {
    float[] expected = {1, 2, -4};
    assertThat(SelfCheck.difference(expected, expected)).isZero();
    assertThat(SelfCheck.difference(expected, new float[] {1, 2, -4.4f}))
        .isCloseTo(0.1, within(1e-6));
    assertThat(SelfCheck.difference(expected, new float[] {1, Float.NaN, -4})).isNaN();
    SelfCheck bad = new SelfCheck(3, Map.of("elbo", Double.NaN));
    assertThatThrownBy(bad::orRefuse)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("elbo differs by NaN");
  }
}
