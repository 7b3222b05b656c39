package dev.tickwatch.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedNoiseTest {
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
}
