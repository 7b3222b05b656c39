package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalScoreTest {
  private final NormalScore score = new NormalScore(4);

  // Quantiles of Student's t with 4 degrees of freedom beside those of the normal distribution, as
  // printed tables have them.
  @ParameterizedTest
  @CsvSource({"0, 0", "1.533, 1.2816", "2.132, 1.6449", "2.776, 1.9600", "4.604, 2.5758"})
  void isTheNormalQuantileOfTheSameProbability(double t, double normal) {
    assertThat(score.of(t)).isCloseTo(normal, within(2e-3));
    assertThat(score.of(-t)).isCloseTo(-normal, within(2e-3));
  }

  @ParameterizedTest
  @CsvSource({"50", "1e6", "1e300"})
  void staysFiniteFarOut(double t) {
    assertThat(score.of(t)).isBetween(4.0, 40.0);
  }
}
