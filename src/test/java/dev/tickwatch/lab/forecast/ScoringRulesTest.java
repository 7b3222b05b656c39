package dev.tickwatch.lab.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringRulesTest {

  @Test
  void agreesWithPublishedValues() {
    // From the tests of the R package scoringRules.
    assertThat(ScoringRules.crpsNormal(0, 1, -3)).isCloseTo(2.43657473, within(5e-9));
    assertThat(ScoringRules.crpsStudentT(5, 0, 1, -3)).isCloseTo(2.33875895, within(5e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.3,1,0.1", "0,2,-5", "-1,0.2,-1", "0,0.001,0.004"})
  void agreesWithTheIntegralForANormal(double location, double scale, double observed) {
    assertThat(ScoringRules.crpsNormal(location, scale, observed))
        .isCloseTo(
            integral(NormalDistribution.of(0, 1), location, scale, observed), within(1e-6 * scale));
  }

  @ParameterizedTest
  @CsvSource({"3,0,1,0", "3,0.3,1,0.1", "4.5,0,2,-5", "30,-1,0.2,-1.3", "2.2,0,0.001,0.004"})
  void agreesWithTheIntegralForStudentT(double nu, double location, double scale, double observed) {
    assertThat(ScoringRules.crpsStudentT(nu, location, scale, observed))
        .isCloseTo(integral(TDistribution.of(nu), location, scale, observed), within(1e-5 * scale));
  }

  @Test
  void takesStudentTWithManyDegreesOfFreedomForANormal() {
    double normal = ScoringRules.crpsNormal(0.1, 2, 1);

    assertThat(ScoringRules.crpsStudentT(1e6, 0.1, 2, 1)).isCloseTo(normal, within(1e-5));
    assertThat(ScoringRules.crpsStudentT(Double.POSITIVE_INFINITY, 0.1, 2, 1)).isEqualTo(normal);
  }

  @Test
  void chargesAPointForecastItsAbsoluteError() {
    assertThat(ScoringRules.crpsNormal(2, 0, -1)).isEqualTo(3);
    assertThat(ScoringRules.crpsStudentT(4, 2, 0, -1)).isEqualTo(3);
  }

  @Test
  void refusesADistributionWithoutAMean() {
    assertThatThrownBy(() -> ScoringRules.crpsStudentT(1, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0 degrees of freedom");
  }

  @Test
  void chargesAQuantileByItsLevel() {
    assertThat(ScoringRules.pinball(0.9, 2, 5)).isCloseTo(2.7, within(1e-12));
    assertThat(ScoringRules.pinball(0.9, 2, -1)).isCloseTo(0.3, within(1e-12));
    assertThat(ScoringRules.pinball(0.9, 2, 2)).isZero();
  }

  @Test
  void integratesThePinballLossToHalfTheRankedScore() {
    double sum = 0;
    int levels = 20_000;
    for (int i = 0; i < levels; i++) {
      double level = (i + 0.5) / levels;
      sum += ScoringRules.pinball(level, 3 * ScoringRules.standardQuantile(4, level), 2);
    }
    assertThat(2 * sum / levels).isCloseTo(ScoringRules.crpsStudentT(4, 0, 3, 2), within(1e-4));
  }

  @Test
  void knowsTheQuantilesOfTheTables() {
    assertThat(ScoringRules.standardQuantile(Double.POSITIVE_INFINITY, 0.95))
        .isCloseTo(1.644854, within(1e-6));
    assertThat(ScoringRules.standardQuantile(5, 0.95)).isCloseTo(2.015048, within(1e-6));
  }

  @Test
  void countsOutcomesInsideTheirInterval() {
    double[] low = {0, 0, 0, 0};
    double[] high = {1, 1, 1, 1};

    assertThat(ScoringRules.coverage(low, high, new double[] {0, 0.5, 1.01, -3})).isEqualTo(0.5);
  }

  /** Integral of (F(x) - [x >= observed]) squared, by the midpoint rule on a stretched axis. */
  private static double integral(
      ContinuousDistribution standard, double location, double scale, double observed) {
    double z = (observed - location) / scale;
    return scale
        * (half(u -> square(standard.cumulativeProbability(z - u)))
            + half(u -> square(standard.survivalProbability(z + u))));
  }

  private static double half(DoubleUnaryOperator below) {
    int steps = 200_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double s = (i + 0.5) / steps; // u = s / (1 - s) runs over all above 0
      sum += below.applyAsDouble(s / (1 - s)) / square(1 - s);
    }
    return sum / steps;
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void logDensityIsThatOfTheShiftedAndScaledDistribution() {
    assertThat(ScoringRules.logDensity(Double.POSITIVE_INFINITY, 1, 2, 1))
        .isCloseTo(-Math.log(2 * Math.sqrt(2 * Math.PI)), within(1e-12));
    // Of t with 4 degrees of freedom at 0: 3/8.
    assertThat(ScoringRules.logDensity(4, -1, 0.5, -1))
        .isCloseTo(Math.log(3 / 8.0 / 0.5), within(1e-12));
  }
}
