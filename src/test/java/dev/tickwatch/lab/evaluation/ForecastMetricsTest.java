package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.forecast.ScoringRules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastMetricsTest {
  private static final double SIGMA = 1e-3;
  private static final int BARS = 20_000;

  private static BarSeries walk(String symbol, double sigma, int breakAt, long seed) {
    Random random = new Random(seed);
    double[] price = new double[BARS];
    double log = Math.log(100);
    for (int t = 0; t < BARS; t++) {
      log += sigma * random.nextGaussian() + (t == breakAt ? 30 * sigma : 0);
      price[t] = Math.exp(log);
    }
    return new BarSeries(symbol, new long[BARS], price, new double[BARS], new boolean[BARS]);
  }

  private static ReturnForecaster normal(double sigma, double degreesOfFreedom) {
    return new ReturnForecaster() {
      @Override
      public double location(int bar, int ahead) {
        return 0;
      }

      @Override
      public double scale(int bar, int ahead) {
        return bar % 10 == 3 ? Double.NaN : sigma * Math.sqrt(ahead);
      }

      @Override
      public double standardQuantile(int ahead, double level) {
        return ScoringRules.standardQuantile(degreesOfFreedom, level);
      }
    };
  }

  private static final double NORMAL = Double.POSITIVE_INFINITY;

  @Test
  void chargesTheTruthAsTheClosedFormsDo() {
    ForecastMetrics metrics = new ForecastMetrics(List.of(walk("A", SIGMA, -1, 1)), 3, 100);

    ForecastMetrics.Result truth = metrics.judge("truth", Map.of("A", normal(SIGMA, NORMAL)));

    // Of a normal variable by itself: sigma / sqrt(pi); its mean absolute value is sigma
    // sqrt(2/pi).
    for (ForecastMetrics.Row row : truth.byHorizon()) {
      assertThat(row.crps()).isCloseTo(Math.sqrt(0.5), within(0.02));
      assertThat(row.crpsBps())
          .isCloseTo(1e4 * SIGMA * Math.sqrt(row.ahead() / Math.PI), within(0.12 * row.ahead()));
      row.coverage()
          .forEach(
              covered -> {
                assertThat(covered.overall()).isCloseTo(covered.level(), within(0.02));
                assertThat(covered.byTercile())
                    .allSatisfy(c -> assertThat(c).isCloseTo(covered.level(), within(0.03)));
                assertThat(covered.afterBreak()).isNaN();
              });
    }
    assertThat(truth.byHorizon().get(0).count()).isEqualTo((BARS - 101) * 9 / 10);
    assertThat(truth.all().count())
        .isEqualTo(truth.byHorizon().stream().mapToLong(ForecastMetrics.Row::count).sum());
  }

  @Test
  void chargesTooWideAndTooNarrowMore() {
    ForecastMetrics metrics = new ForecastMetrics(List.of(walk("A", SIGMA, -1, 2)), 2, 100);
    double truth = crps(metrics, SIGMA, NORMAL);

    assertThat(crps(metrics, 1.5 * SIGMA, NORMAL)).isGreaterThan(1.01 * truth);
    assertThat(crps(metrics, SIGMA / 1.5, NORMAL)).isGreaterThan(1.01 * truth);
    assertThat(crps(metrics, SIGMA, 3)).isGreaterThan(truth);
  }

  private static double crps(ForecastMetrics metrics, double sigma, double degreesOfFreedom) {
    return metrics.judge("", Map.of("A", normal(sigma, degreesOfFreedom))).all().crps();
  }

  @Test
  void symbolsWeighAlikeAndBreaksAreCountedApart() {
    ForecastMetrics metrics =
        new ForecastMetrics(
            List.of(walk("A", SIGMA, 5_000, 3), walk("B", 20 * SIGMA, -1, 4)), 1, 100);

    ForecastMetrics.Row row =
        metrics
            .judge("", Map.of("A", normal(SIGMA, NORMAL), "B", normal(20 * SIGMA, NORMAL)))
            .all();

    assertThat(row.crps()).isCloseTo(Math.sqrt(0.5), within(0.02));
    assertThat(row.coverage().get(1).afterBreak()).isBetween(0.75, 1.0);
    assertThat(row.coverage().get(1).spread()).isLessThan(0.04);
  }
}
