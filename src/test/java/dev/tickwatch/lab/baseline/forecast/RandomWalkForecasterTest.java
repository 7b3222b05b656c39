package dev.tickwatch.lab.baseline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.Walks;
import dev.tickwatch.lab.baseline.forecast.RandomWalkForecaster.Shape;
import dev.tickwatch.lab.forecast.ScoringRules;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomWalkForecasterTest {
  private static final int HORIZON = 5;

  static Stream<Supplier<RandomWalkForecaster>> forecasters() {
    return Stream.of(Shape.values())
        .flatMap(
            shape ->
                Stream.of(
                    () -> new RandomWalkForecaster(new EwmaVariance(), shape, HORIZON),
                    () -> new RandomWalkForecaster(new GarchVariance(), shape, HORIZON)));
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void neverLooksAhead(Supplier<RandomWalkForecaster> supplier) {
    RandomWalkForecaster forecaster = supplier.get();
    forecaster.fit(List.of(Walks.walk(3000, 1, 390, 0.01)));
    BarSeries series = Walks.walk(1000, 2, 390, 0.01);

    ReturnForecasts whole = forecaster.forecast(series);
    ReturnForecasts prefix = forecaster.forecast(series.prefix(800));

    for (int t = 50; t + HORIZON < 800; t++) {
      for (int h = 1; h <= HORIZON; h++) {
        assertThat(prefix.scale(t, h)).isEqualTo(whole.scale(t, h));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void coversNineTenthsOfReturnsWithItsNineTenthsInterval(Supplier<RandomWalkForecaster> supplier) {
    RandomWalkForecaster forecaster = supplier.get();
    forecaster.fit(List.of(SimulatedReturns.garch("A", 10_000, 1)));
    BarSeries series = SimulatedReturns.garch("A", 10_000, 2);

    ReturnForecasts forecasts = forecaster.forecast(series);

    for (int h : new int[] {1, HORIZON}) {
      double quantile = ScoringRules.standardQuantile(forecasts.degreesOfFreedom(h), 0.95);
      int covered = 0;
      for (int t = 100; t < 9900; t++) {
        double change = Math.log(series.price()[t + h] / series.price()[t]);
        covered += Math.abs(change) <= quantile * forecasts.scale(t, h) ? 1 : 0;
      }
      // An exponentially weighted variance is not the true one, and costs two points.
      assertThat(covered / 9800.0).isCloseTo(0.9, within(0.025));
    }
  }

  @Test
  void findsTheTailsOfTheReturns() {
    TDistribution t = TDistribution.of(4);
    double[] returns =
        new SplittableRandom(6)
            .doubles(15_000)
            .map(u -> 0.001 * t.inverseCumulativeProbability(u))
            .toArray();
    RandomWalkForecaster forecaster =
        new RandomWalkForecaster(new EwmaVariance(), Shape.STUDENT_T, HORIZON);
    BarSeries series = SimulatedReturns.series("A", returns);
    forecaster.fit(List.of(series));

    ReturnForecasts forecasts = forecaster.forecast(series);

    // The estimated variance spreads the tails further; sums of several returns are nearer to
    // normal.
    assertThat(forecasts.degreesOfFreedom(1)).isBetween(2.8, 4.5);
    assertThat(forecasts.degreesOfFreedom(HORIZON)).isGreaterThan(forecasts.degreesOfFreedom(1));
  }

  @Test
  void fitsStudentTToItsOwnSamples() {
    SplittableRandom random = new SplittableRandom(4);
    TDistribution t = TDistribution.of(5);
    double[] samples =
        random.doubles(20_000).map(u -> 3 * t.inverseCumulativeProbability(u)).toArray();

    StudentTFit fit = StudentTFit.of(samples);

    assertThat(fit.degreesOfFreedom()).isCloseTo(5, within(0.5));
    assertThat(fit.scale()).isCloseTo(3, within(0.06));
  }

  @Test
  void namesModelAndShape() {
    RandomWalkForecaster forecaster =
        new RandomWalkForecaster(new GarchVariance(), Shape.STUDENT_T, 1);

    assertThat(forecaster.name()).isEqualTo("GARCH(1,1), student t");
    assertThatThrownBy(() -> forecaster.forecast(Walks.walk(100, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("GARCH(1,1), student t was not fitted");
  }
}
