package dev.tickwatch.lab.baseline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.baseline.BarSeries;
import dev.tickwatch.lab.baseline.Walks;
import java.util.List;
import org.junit.jupiter.api.Test;

class GarchVarianceTest {
  private static final GarchParameters TRUE = SimulatedReturns.GARCH;
  private static final BarSeries LONG = SimulatedReturns.garch("LONG", 20_000, 3);

  private final GarchVariance model = new GarchVariance();

  @Test
  void findsTheProcessThatReturnsCameFrom() {
    model.fit(List.of(LONG));

    GarchParameters found = model.own("LONG").orElseThrow();
    assertThat(found.alpha()).isCloseTo(TRUE.alpha(), within(0.02));
    assertThat(found.beta()).isCloseTo(TRUE.beta(), within(0.03));
    assertThat(found.longRun()).isCloseTo(TRUE.longRun(), within(0.2 * TRUE.longRun()));
    assertThat(found.breakFactor()).isEqualTo(1);
  }

  @Test
  void sumsTheVariancesThatItExpectsOfTheBarsToCome() {
    model.fit(List.of(LONG));
    GarchParameters garch = model.own("LONG").orElseThrow();

    double[][] variances = model.variances(LONG, 10);

    double next = variances[0][5000];
    double p = garch.persistence();
    double expected =
        10 * garch.longRun() + (next - garch.longRun()) * (1 - Math.pow(p, 10)) / (1 - p);
    assertThat(variances[9][5000]).isCloseTo(expected, within(1e-6 * expected));
    double r = Math.log(LONG.price()[5001] / LONG.price()[5000]);
    assertThat(variances[0][5001])
        .isCloseTo(
            (1 - p) * garch.longRun() + garch.alpha() * r * r + garch.beta() * next, within(1e-15));
  }

  @Test
  void lendsTheProcessOfAllToASymbolWithTooFewReturns() {
    BarSeries few = SimulatedReturns.garch("FEW", 500, 8);
    model.fit(List.of(LONG, few));

    assertThat(model.own("FEW")).isEmpty();
    double[][] variances = model.variances(SimulatedReturns.garch("NEW", 3000, 9), 5);
    assertThat(variances[0][2000]).isBetween(TRUE.longRun() / 5, TRUE.longRun() * 5);
    assertThat(variances[0][29]).isNaN();
    assertThat(variances[4][30]).isNotNaN();
  }

  @Test
  void hasAVarianceOfItsOwnForAReturnAcrossASessionBreak() {
    model.fit(List.of(Walks.walk(20_000, 2, 100, 5 * Walks.VOLATILITY)));

    assertThat(model.own("WALK2").orElseThrow().breakFactor()).isCloseTo(25, within(6.0));
  }
}
