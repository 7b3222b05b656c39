package dev.tickwatch.lab.baseline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.Walks;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EwmaVarianceTest {
  private static final double WALK_VARIANCE = Walks.VOLATILITY * Walks.VOLATILITY;

  private final EwmaVariance model = new EwmaVariance();

  @Test
  void choosesTheLongestSpanWhereVarianceStandsStill() {
    model.fit(List.of(Walks.walk(20_000, 1)));

    assertThat(model.span()).isEqualTo(250);
  }

  @Test
  void choosesAShortSpanWhereVarianceMovesFast() {
    SplittableRandom random = new SplittableRandom(5);
    double[] returns = new double[20_000];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = random.nextGaussian() * (i / 40 % 2 == 0 ? 0.001 : 0.004);
    }
    model.fit(List.of(SimulatedReturns.series("A", returns)));

    assertThat(model.span()).isEqualTo(20);
  }

  @Test
  void growsWithTheHorizon() {
    BarSeries series = Walks.walk(2000, 1);
    model.fit(List.of(series));

    double[][] variances = model.variances(series, 15);

    assertThat(variances[0][1000]).isCloseTo(WALK_VARIANCE, within(0.3 * WALK_VARIANCE));
    assertThat(variances[14][1000]).isCloseTo(15 * variances[0][1000], within(1e-15));
    assertThat(variances[14][1985]).isNaN();
    assertThat(variances[14][1984]).isNotNaN();
    assertThat(variances[0][29]).isNaN();
    assertThat(variances[0][30]).isNotNaN();
  }

  @Test
  void hasAVarianceOfItsOwnForAReturnAcrossASessionBreak() {
    BarSeries series = Walks.walk(60_000, 2, 100, 5 * Walks.VOLATILITY);
    model.fit(List.of(series));

    double[][] variances = model.variances(series, 3);

    assertThat(model.breakFactor()).isCloseTo(25, within(3.0));
    assertThat(variances[0][999]).isCloseTo(25 * WALK_VARIANCE, within(8 * WALK_VARIANCE));
    assertThat(variances[0][1000]).isCloseTo(WALK_VARIANCE, within(0.4 * WALK_VARIANCE));
    assertThat(variances[2][998] / variances[0][998])
        .isCloseTo(2 + model.breakFactor(), within(1e-9));
  }

  @Test
  void isNotMisledByASplitOverNight() {
    BarSeries series = Walks.walk(20_000, 2, 100, 5 * Walks.VOLATILITY);
    model.fit(List.of(Walks.shifted(series, 10_000, -2)));

    assertThat(model.breakFactor()).isCloseTo(25, within(8.0));
  }

  @Test
  void refusesATrainingThatIsTooShort() {
    assertThatThrownBy(() -> model.fit(List.of(Walks.walk(20, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> model.variances(Walks.walk(100, 1), 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
