package dev.tickwatch.lab.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private static final LoopSettings SETTINGS =
      new LoopSettings(
          /* epochs= */ 10,
          /* batchSize= */ 32,
          /* learningRate= */ 1e-2,
          /* weightDecay= */ 0,
          /* clipNorm= */ 1,
          /* klWarmUpEpochs= */ 4,
          /* freeBits= */ 0,
          /* predictionWeight= */ 0,
          /* minDelta= */ 0.5,
          /* patience= */ 2,
          /* seed= */ 1);

  @Test
  void keepsTheBestWeightsAndEndsWhenPatienceDoes() {
    EarlyStopping stopping = new EarlyStopping(SETTINGS, new float[] {0});
    assertThat(stopping.isBetter(10)).isTrue();
    stopping.keep(1, 10, new float[] {1});
    assertThat(stopping.isBetter(9.6)).isFalse();
    assertThat(stopping.isOver(2)).isFalse();
    assertThat(stopping.isBetter(Double.NaN)).isFalse();
    assertThat(stopping.isOver(3)).isTrue();
    assertThat(stopping.best()).containsExactly(1);
  }

  @Test
  void klWeightRisesToOneAndStays() {
    assertThat(SETTINGS.klWeight(1)).isZero();
    assertThat(SETTINGS.klWeight(3)).isEqualTo(0.5);
    assertThat(SETTINGS.klWeight(5)).isEqualTo(1);
    assertThat(SETTINGS.klWeight(9)).isEqualTo(1);
  }
}
