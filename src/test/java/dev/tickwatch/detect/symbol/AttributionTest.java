package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.statistic.HandMadeTick;
import dev.tickwatch.detect.statistic.LevelHistory;
import dev.tickwatch.detect.statistic.LevelTick;
import dev.tickwatch.detect.statistic.Statistic;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.model.window.Features;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final Offset<Double> NEAR = within(1e-4);

  private final HandMadeTick tick = new HandMadeTick();
  private final double[] scores = new double[TickStatistics.COUNT];

  private AttributionTest score(String code, double score) {
    scores[TickStatistics.ALL.stream().map(Statistic::code).toList().indexOf(code)] = score;
    return this;
  }

  private List<String> told() {
    return Attribution.of(scores, tick.evidence()).stream().map(Contribution::test).toList();
  }

  /** What one statistic tells, being the only one. */
  private Contribution told(String code) {
    List<Contribution> told = score(code, 3).told(1);
    assertThat(told.get(0).test()).isEqualTo(code);
    assertThat(told.get(0).score()).isEqualTo(3);
    return told.get(0);
  }

  private List<Contribution> told(int number) {
    List<Contribution> told = Attribution.of(scores, tick.evidence());
    assertThat(told).hasSize(number);
    return told;
  }

  private static void assertTold(
      Contribution told,
      String feature,
      int scale,
      int step,
      double residual,
      double expected,
      double seen) {
    assertThat(told.feature()).isEqualTo(feature);
    assertThat(told.scale()).isEqualTo(scale);
    assertThat(told.step()).isEqualTo(step);
    assertThat(told.residual()).isCloseTo(residual, NEAR);
    assertThat(told.expected()).isCloseTo(expected, NEAR);
    assertThat(told.seen()).isCloseTo(seen, NEAR);
  }

  @Test
  void tellsTheLargestScoreFirst() {
    score("price", 3).score("jump", 5).score("wick", 4);

    assertThat(told()).containsExactly("jump", "wick", "price");
  }

  @Test
  void tellsEqualScoresInTheOrderOfTheStatistics() {
    score("window", 2).score("wick", 2).score("tick", 2);

    assertThat(told()).containsExactly("tick", "wick", "window");
  }

  @Test
  void tellsFiveAtMost() {
    score("tick", 7).score("price", 6).score("jump", 5).score("shock", 4);
    score("reversal", 3).score("drift_2", 2).score("drift_4", 1);

    assertThat(told()).containsExactly("tick", "price", "jump", "shock", "reversal");
  }

  @Test
  void tellsNoScoreBelowOneDecade() {
    score("jump", 4).score("price", 1).score("wick", 0.99);

    assertThat(told()).containsExactly("jump", "price");
  }

  @Test
  void tellsTheLargestHoweverSmall() {
    score("wick", 0.3).score("price", 0.2);

    assertThat(told()).containsExactly("wick");
    score("wick", 0).score("price", 0);
    assertThat(told()).containsExactly("tick");
  }

  @Test
  void aJumpDownIsNegativeAndFromThePriceBefore() {
    tick.prices(100, 95).feature(Features.LOG_RETURN, -0.05);

    assertTold(told("jump"), "return", 1, 0, -5, 100, 95);
  }

  @Test
  void aPriceIsHeldAgainstTheOneThatWasPredicted() {
    tick.prices(100, 105);
    tick.model().tickResidual[Features.LOG_RETURN] = 4;
    tick.model().returnLocation[0] = -0.01f;

    assertTold(told("price"), "return", 1, 0, 4, 100 * Math.exp(-0.01), 105);
  }

  @Test
  void aStrayPrintLiesOneTickBack() {
    tick.prices(100, 103, 99).scores(3, -4);

    assertTold(told("reversal"), "return", 2, -1, 3, 100, 103);
  }

  @Test
  void aDriftIsFromBeforeItsFirstTickAndLiesAtItsLargestStep() {
    tick.prices(104, 103, 102, 100, 99).scores(-1, -2, -4, -3);

    assertTold(told("drift_4"), "return", 4, -1, -5, 104, 99);
  }

  @Test
  void aSwingIsFromBeforeItAllToTheTurn() {
    tick.prices(100, 99, 98, 96, 97, 98, 99, 100).scores(-1, -1, -1, -1, 2, 2, 3, 2);

    assertTold(told("swing_4"), "return", 8, -1, 2, 100, 96);
  }

  @Test
  void aBurstIsInSizesOfMoves() {
    tick.prices(100, 102, 100, 102, 100, 102).returnResiduals(1, 1, 3, 1, 1);

    double expected = Math.sqrt(2 / Math.PI) * 0.01 * (100 + 102 + 100 + 102 + 100) / 5;
    assertTold(told("burst_5"), "return", 5, -2, 4 * Math.log(2) + Math.log(10), expected, 2);
  }

  @Test
  void aSizeIsInUnitsTraded() {
    tick.sizes(10, 10, 10, 10, 20, 60, 40).sizeResiduals(1, 4, 3);

    assertTold(told("volume_3"), "size", 3, -1, 8 / Math.sqrt(3), 10, 40);
  }

  @Test
  void aWickDownIsNegativeAndToThePriceThatItTouched() {
    tick.prices(98, 100).feature(Features.WICK, 0.02).wickDown();

    assertTold(told("wick"), "wick", 1, 0, -2, 100, 98 * Math.exp(-0.02));
  }

  @Test
  void duplicatesAreATickCount() {
    tick.feature(Features.REPEATS, 4);

    assertTold(told("repeats"), "repeats", 60, 0, 4, 0, 4);
  }

  @Test
  void theWholeWindowHasNothingToCompare() {
    tick.model().elbo[0] = -250;
    tick.model().stepLogLikelihood[4] = -9;

    Contribution told = told("window");
    assertThat(told.feature()).isEqualTo("likelihood");
    assertThat(told.step()).isEqualTo(-3);
    assertThat(told.residual()).isEqualTo(250);
    assertThat(told.expected()).isNaN();
    assertThat(told.seen()).isNaN();
  }

  @Test
  void aMetricIsHeldAgainstItsForecastAndItsLevel() {
    LevelHistory levels = new LevelHistory();
    for (int i = 0; i < 200; i++) {
      double value = i % 2 == 0 ? 9 : 11;
      levels.learn(new LevelTick(i, value, value - 0.5));
    }

    List<Contribution> told =
        Judgement.ofMetric(levels, new LevelTick(200, 2, 11)).contributions().get();

    assertThat(told)
        .extracting(Contribution::test)
        .containsExactly("forecast", "level", "level_24", "time_of_day");
    assertTold(told.get(0), "return", 1, 0, -9, 11, 2);
    assertTold(told.get(1), "level", 1, 0, -8, 10, 2);
  }
}
