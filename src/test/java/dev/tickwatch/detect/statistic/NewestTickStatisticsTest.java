package dev.tickwatch.detect.statistic;

import static dev.tickwatch.detect.statistic.TickStatistic.INSUFFICIENT_HISTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.statistic.TickStatistic.Calibration;
import dev.tickwatch.model.window.Features;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The statistics that look at the newest tick, or hold it against the one before. */
class NewestTickStatisticsTest {
  private static final Offset<Double> NEAR = within(1e-5);

  private final HandMadeTick tick = new HandMadeTick();

  private void assertFound(TickStatistic by, int back, double residual, double from, double to) {
    Finding found = by.explain(tick.evidence());
    assertThat(found.back()).isEqualTo(back);
    assertThat(found.residual()).isCloseTo(residual, NEAR);
    assertThat(found.expected()).isCloseTo(from, NEAR);
    assertThat(found.seen()).isCloseTo(to, NEAR);
  }

  @Test
  void aJumpIsAMoveInVolatilities() {
    tick.prices(100, 95).feature(Features.LOG_RETURN, -0.05);

    assertThat(new Jump().value(tick.evidence())).isCloseTo(5, NEAR);
    assertFound(new Jump(), 0, -5, 100, 95);
  }

  @Test
  void aShockIsMoveAndRangeInVolatilitiesOfALongTime() {
    tick.prices(100, 95).feature(Features.LOG_RETURN, -0.05).feature(Features.WICK, 0.01);
    tick.feature(Features.LONG_VOLATILITY, Math.log(2));

    assertThat(new Shock().value(tick.evidence())).isCloseTo((5 + 1) / 2.0, NEAR);
    assertFound(new Shock(), 0, -3, 100, 95);
  }

  @Test
  void aPriceIsHeldAgainstTheModelsPrediction() {
    tick.prices(100, 95);
    tick.model().tickResidual[Features.LOG_RETURN] = -4;
    tick.model().returnLocation[0] = 0.01f;

    assertThat(new PriceResidual().value(tick.evidence())).isEqualTo(4);
    assertFound(new PriceResidual(), 0, -4, 100 * Math.exp(0.01), 95);
  }

  @Test
  void aWholeTickIsItsPriceAndItsSizeButNotItsTime() {
    tick.prices(100, 95);
    tick.model().tickLogLikelihood[Features.LOG_RETURN] = -3;
    tick.model().tickLogLikelihood[Features.LOG_SIZE] = -2;
    tick.model().tickLogLikelihood[Features.LOG_GAP] = -100;
    tick.model().tickResidual[Features.LOG_RETURN] = -4;
    tick.model().returnLocation[0] = 0.01f;

    assertThat(new TickLikelihood().value(tick.evidence())).isEqualTo(5);
    assertFound(new TickLikelihood(), 0, -4, 100 * Math.exp(0.01), 95);
  }

  @Test
  void aReversalIsTheSmallerOfTwoMovesThatUndoEachOther() {
    tick.prices(100, 103, 98).scores(3, -5);

    assertThat(new Reversal().value(tick.evidence())).isEqualTo(3);
    assertFound(new Reversal(), 1, 3, 100, 103);
    assertThat(new Reversal().value(new HandMadeTick().scores(-5, 3).evidence())).isEqualTo(3);
  }

  @Test
  void movesThatGoOnOrStandAloneUndoNothing() {
    Reversal reversal = new Reversal();

    assertThat(reversal.value(new HandMadeTick().scores(3, 5).evidence())).isZero();
    assertThat(reversal.value(new HandMadeTick().scores(-3, -5).evidence())).isZero();
    assertThat(reversal.value(new HandMadeTick().scores(3).still(1).evidence())).isZero();
    assertThat(reversal.value(new HandMadeTick().scores(3).evidence())).isZero();
    assertThat(reversal.value(new HandMadeTick().evidence())).isZero();
  }

  @Test
  void aGapIsSeenAfterABreakAlone() {
    tick.prices(100, 97).feature(Features.LOG_RETURN, -0.03);
    assertThat(new Gap().value(tick.evidence())).isEqualTo(INSUFFICIENT_HISTORY);

    tick.feature(Features.SESSION_GAP, 1);
    // The mean size of a normal move of volatility 0.01, as no break of the symbol is known.
    double usual = 0.01 * Math.sqrt(2 / Math.PI);
    assertThat(new Gap().value(tick.evidence())).isCloseTo(0.03 / usual, NEAR);
    assertFound(new Gap(), 0, -3, 100, 97);
    assertThat(new Gap().calibration()).isEqualTo(Calibration.BREAKS);
    assertThat(new Jump().calibration()).isEqualTo(Calibration.EPISODES);
  }

  @Test
  void aWickGoesOnFromTheNearerOfTheTwoCloses() {
    tick.prices(98, 100).feature(Features.WICK, 0.02);

    assertThat(new Wick().value(tick.evidence())).isCloseTo(2, NEAR);
    assertFound(new Wick(), 0, 2, 100, 100 * Math.exp(0.02));
    tick.wickDown();
    assertThat(new Wick().value(tick.evidence())).isCloseTo(2, NEAR);
    assertFound(new Wick(), 0, -2, 100, 98 * Math.exp(-0.02));
  }

  @Test
  void aWickGoesOnFromTheCloseBeforeWhereThatIsNearer() {
    tick.prices(100, 98).feature(Features.WICK, 0.02);
    assertFound(new Wick(), 0, 2, 98, 100 * Math.exp(0.02));

    tick.wickDown();
    assertFound(new Wick(), 0, -2, 98, 98 * Math.exp(-0.02));
  }

  @Test
  void aStuckPriceAddsUpHowUnlikelyEachTickIs() {
    tick.prices(99, 100, 100, 100).scores(1).still(2);

    assertThat(new Stuck().value(tick.evidence())).isCloseTo(2 * Math.log(2), NEAR);
    assertFound(new Stuck(), 0, 2 * Math.log(2), 0, 2);
  }

  @Test
  void aStuckPriceIsCountedAsFarAsTheWindowReaches() {
    tick.still(100);

    assertThat(new Stuck().value(tick.evidence())).isCloseTo(100 * Math.log(2), NEAR);
    assertFound(new Stuck(), 0, 100 * Math.log(2), 0, HandMadeTick.HELD);
  }

  @Test
  void duplicatesAreCounted() {
    tick.feature(Features.REPEATS, 3);

    assertThat(new Repeats().value(tick.evidence())).isEqualTo(3);
    assertFound(new Repeats(), 0, 3, 0, 3);
  }
}
