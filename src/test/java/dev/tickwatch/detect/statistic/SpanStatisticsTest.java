package dev.tickwatch.detect.statistic;

import static dev.tickwatch.detect.statistic.TickStatistic.INSUFFICIENT_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The statistics that look at the prices of several ticks together. */
class SpanStatisticsTest {
  private static final Offset<Double> NEAR = within(1e-5);

  /** A residual u with ln(1 + u²) = 1. */
  private static final double ENERGY_OF_1 = Math.sqrt(Math.E - 1);

  private final HandMadeTick tick = new HandMadeTick();

  private static double[] times(int ticks, double value) {
    double[] all = new double[ticks];
    Arrays.fill(all, value);
    return all;
  }

  @Test
  void aDriftIsTheSumOfItsScoresOverTheRootOfTheirNumber() {
    tick.prices(104, 103, 102, 100, 99).scores(50, -1, -2, -4, -3);

    assertThat(new Drift(4).value(tick.evidence())).isCloseTo(10 / 2.0, NEAR);
    assertThat(new Drift(4).explain(tick.evidence())).isEqualTo(new Finding(1, -5, 104, 99));
  }

  @Test
  void aDriftUpwardsIsPositiveAndItsLargestStepIsUpwards() {
    tick.scores(9, -7, 1, 1);

    assertThat(new Drift(4).explain(tick.evidence())).isEqualTo(new Finding(3, 2, 100, 100));
  }

  @Test
  void aDriftOfFewerTicksThanItsSpanHasOnlyThose() {
    assertThat(new Drift(4).value(tick.scores(3).evidence())).isCloseTo(3 / 2.0, NEAR);
    assertThat(new Drift(4).value(new HandMadeTick().evidence())).isZero();
  }

  @Test
  void aDriftLooksNoFurtherBackForAPriceThanTheWindowReaches() {
    tick.prices(50, 60, 100, 100, 100, 100, 100, 100, 90).scores(times(60, -1));

    assertThat(new Drift(60).explain(tick.evidence()).expected()).isEqualTo(60);
  }

  @Test
  void aDriftGivesOthersAHandicapWhereItIsToldTo() {
    assertThat(new Drift(60, 1).handicap()).isEqualTo(1);
    assertThat(new Drift(30).handicap()).isZero();
  }

  @Test
  void aSwingIsTheSmallerOfTwoDriftsThatUndoEachOther() {
    tick.prices(100, 99, 98, 96, 97, 98, 99, 100).scores(-1, -1, -1, -1, 2, 2, 3, 2);

    assertThat(new Swing(4).value(tick.evidence())).isCloseTo(4 / 2.0, NEAR);
    assertThat(new Swing(4).explain(tick.evidence())).isEqualTo(new Finding(1, 2, 100, 96));
  }

  @Test
  void aSwingDownIsNegativeAndItsLargestStepGoesEitherWay() {
    tick.scores(1, 6, 1, 1, -1, -1, -1, -1);

    assertThat(new Swing(4).value(tick.evidence())).isCloseTo(4 / 2.0, NEAR);
    assertThat(new Swing(4).explain(tick.evidence())).isEqualTo(new Finding(6, -2, 100, 100));
  }

  @Test
  void driftsThatGoOnSwingNowhere() {
    assertThat(new Swing(4).value(tick.scores(times(8, -1)).evidence())).isZero();
    assertThat(new Swing(4).value(new HandMadeTick().scores(times(4, -1)).evidence())).isZero();
  }

  @Test
  void aBurstIsTheSumOfTheEnergiesOfItsTicks() {
    tick.prices(100, 101, 100, 103, 100, 101).returnResiduals(times(5, ENERGY_OF_1));

    assertThat(new Burst(5).value(tick.evidence())).isCloseTo(5, NEAR);
    Finding found = new Burst(5).explain(tick.evidence());
    assertThat(found.residual()).isCloseTo(5, NEAR);
    double meanBefore = (100 + 101 + 100 + 103 + 100) / 5.0;
    assertThat(found.expected()).isCloseTo(Math.sqrt(2 / Math.PI) * 0.01 * meanBefore, NEAR);
    assertThat(found.seen()).isCloseTo((1 + 1 + 3 + 3 + 1) / 5.0, NEAR);
  }

  @Test
  void aBurstLiesWhereItsEnergyIsLargest() {
    tick.returnResiduals(7, 1, -3, 2, 1, 1);

    assertThat(new Burst(5).explain(tick.evidence()).back()).isEqualTo(3);
  }

  @Test
  void aBurstNeedsAsManyTicksAsItsSpan() {
    assertThat(new Burst(5).value(tick.returnResiduals(times(4, 1)).evidence()))
        .isEqualTo(INSUFFICIENT_HISTORY);
  }

  @Test
  void quietIsABurstNegated() {
    tick.returnResiduals(times(12, ENERGY_OF_1));

    assertThat(new Quiet(12).value(tick.evidence())).isCloseTo(-12, NEAR);
    assertThat(new Quiet(12).explain(tick.evidence()).residual()).isCloseTo(-12, NEAR);
  }

  @Test
  void quietNeedsAsManyTicksAsItsSpan() {
    assertThat(new Quiet(12).value(tick.returnResiduals(times(11, 1)).evidence()))
        .isEqualTo(INSUFFICIENT_HISTORY);
  }

  @Test
  void aZigzagIsLargeWhereNeighboursUndoEachOther() {
    assertThat(new Zigzag(4).value(tick.scores(9, 2, -2, 2, -1).evidence()))
        .isCloseTo(4 + 4 + 2, NEAR);
    assertThat(new Zigzag(4).explain(tick.evidence()).residual()).isCloseTo(10, NEAR);
    assertThat(new Zigzag(4).value(new HandMadeTick().scores(2, 2, 2, 1).evidence()))
        .isCloseTo(-(4 + 4 + 2), NEAR);
    assertThat(new Zigzag(4).value(new HandMadeTick().scores(2).evidence())).isZero();
  }

  @Test
  void theWindowsLikelihoodNeedsTheLongestHistory() {
    tick.model().elbo[0] = -250;
    WindowElbo window = new WindowElbo(1);

    assertThat(window.value(tick.scores(times(59, 1)).evidence())).isEqualTo(INSUFFICIENT_HISTORY);
    assertThat(window.value(tick.scores(1).evidence())).isEqualTo(250);
    assertThat(window.handicap()).isEqualTo(1);
  }

  @Test
  void theWindowsLikelihoodLiesAtItsLeastLikelyStep() {
    tick.model().elbo[0] = -250;
    int steps = HandMadeTick.HELD + 1;
    tick.model().stepLogLikelihood[steps - 1 - 1] = -6;
    tick.model().stepLogLikelihood[steps - 1 - 2] = -5;
    tick.model().stepLogLikelihood[2 * steps - 1 - 2] = -5;

    assertThat(new WindowElbo(1).explain(tick.evidence()))
        .isEqualTo(new Finding(2, 250, Double.NaN, Double.NaN));
  }
}
