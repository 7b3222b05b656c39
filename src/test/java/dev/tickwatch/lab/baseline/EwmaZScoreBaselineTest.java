package dev.tickwatch.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EwmaZScoreBaselineTest {
  private final EwmaZScoreBaseline baseline = new EwmaZScoreBaseline();

  @Test
  void measuresAReturnInVolatilitiesKnownBeforeIt() {
    BarSeries series = Walks.shifted(Walks.walk(600, 4), 500, 1000 * Walks.VOLATILITY);

    assertThat(baseline.score(series)[500]).isCloseTo(1000, within(200.0));
  }

  @Test
  void neitherScoresNorLearnsAReturnAcrossASessionBreak() {
    BarSeries calm = Walks.walk(600, 4, 390, 0);
    BarSeries gapped = Walks.shifted(calm, 390, 100 * Walks.VOLATILITY);

    double[] scores = baseline.score(gapped);

    assertThat(scores[390]).isZero();
    assertThat(scores).containsExactly(baseline.score(calm), within(1e-9));
  }

  @Test
  void weightsReturnsByTheirAge() {
    double[] price = new double[33];
    price[0] = 1;
    for (int i = 1; i < price.length; i++) {
      price[i] = price[i - 1] * Math.exp(i % 2 == 0 ? 0.01 : 0.02);
    }
    double sum = 0;
    double weight = 0;
    for (int i = 1; i <= 31; i++) { // returns before bar 32
      double w = Math.pow(119.0 / 121.0, 31 - i);
      sum += w * (i % 2 == 0 ? 1e-4 : 4e-4);
      weight += w;
    }

    double[] scores =
        baseline.score(new BarSeries("A", new long[33], price, new double[33], new boolean[33]));

    assertThat(scores[32]).isCloseTo(0.01 / Math.sqrt(sum / weight), within(1e-9));
    assertThat(scores[30]).isNaN();
    assertThat(scores[31]).isNotNaN();
  }
}
