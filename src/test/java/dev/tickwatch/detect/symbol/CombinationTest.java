package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.statistic.TickStatistics;
import org.junit.jupiter.api.Test;

class CombinationTest {

  @Test
  void isTheLogarithmOfTheSummedInverseTailProbabilities() {
    // p = 1/100, 1/1,000, 1/1,000 and 1.
    double[] scores = {2, 3, 3, 0};

    assertThat(Combination.combine(scores))
        .isCloseTo(Math.log10(100 + 1000 + 1000 + 1), within(1e-12));
  }

  @Test
  void doesNotOverflowWithScoresThatNoDoubleHoldsAsAProbability() {
    assertThat(Combination.combine(new double[] {300, 299, 12})).isCloseTo(300.0414, within(1e-4));
  }

  @Test
  void namesTheStatisticWithTheLargestScore() {
    double[] scores =
        TickStatistics.ALL.stream()
            .mapToDouble(statistic -> statistic.code().equals("zigzag_8") ? 4 : 3.9)
            .toArray();

    assertThat(Combination.strongest(scores).code()).isEqualTo("zigzag_8");
  }
}
