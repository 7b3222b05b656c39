package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.statistic.TickStatistic;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExceedanceRatesTest {
  private static final int TESTS = TickStatistics.COUNT;
  private static final int TEST = indexOf("stuck");

  private static int indexOf(String code) {
    return TickStatistics.ALL.stream().map(TickStatistic::code).toList().indexOf(code);
  }

  private final ExceedanceRates rates = new ExceedanceRates(TESTS);
  private final Random random = new Random(7);

  /** Ticks of which one test passes a score now and then. */
  private void learn(int ticks, double rate, double score) {
    double[] tests = new double[TESTS];
    for (int i = 0; i < ticks; i++) {
      tests[TEST] = random.nextDouble() < rate ? score : 0.3;
      rates.learn(tests, tests[TEST]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 1.9, 2, 3.3, 5, 8, 20})
  void readsANewSymbolByThePooledCalibration(double score) {
    assertThat(rates.own(TEST, score)).isEqualTo(score);
    assertThat(rates.own(TESTS, score)).isEqualTo(score);
  }

  @Test
  void leavesASymbolThatIsAsTheOthersAsItIsHoweverLongItIsWatched() {
    double[] tests = new double[TESTS];
    for (int i = 0; i < 60_000; i++) {
      tests[TEST] = -Math.log10(1 - random.nextDouble());
      rates.learn(tests, tests[TEST]);
    }
    for (double score : new double[] {1, 2, 2.5, 3.3, 4.5, 8}) {
      assertThat(rates.own(TEST, score)).isCloseTo(score, within(0.15));
    }
  }

  @Test
  void readsALevelThatASymbolPassesOftenByItsOwnRate() {
    learn(6_000, 1.0 / 60, 8);

    // A sixtieth of the ticks, of which 10 and more lie between episodes: about one in 70.
    assertThat(rates.own(TEST, 7)).isBetween(1.7, 2.2);
    assertThat(rates.own(TEST, 8)).isBetween(2.7, 3.2);
    assertThat(rates.own(TEST, 3.3)).isBetween(1.7, 2.2);
    assertThat(rates.own(TEST, 1)).isEqualTo(1);
    assertThat(rates.own(indexOf("price"), 8)).isEqualTo(8);
  }

  @Test
  void comesDownNoFartherThanTheEvidenceReaches() {
    learn(6_000, 1.0 / 60, 5);

    assertThat(rates.own(TEST, 5)).isLessThan(3);
    assertThat(rates.own(TEST, 12)).isGreaterThan(5);
  }

  @Test
  void letsAFewAnomaliesHideNothing() {
    learn(4_000, 0, 0);
    for (int anomaly = 0; anomaly < 4; anomaly++) {
      learn(1, 1, 20);
      learn(900, 0, 0);
    }
    assertThat(rates.own(TEST, 20)).isGreaterThan(15);
    assertThat(rates.own(TEST, 3.3)).isGreaterThan(3.2);
  }

  @Test
  void keepsTheOrderOfScores() {
    learn(3_000, 1.0 / 40, 6);
    learn(3_000, 1.0 / 100, 13);
    double before = 0;
    for (double score = 0; score < 30; score += 0.01) {
      double own = rates.own(TEST, score);
      assertThat(own).isBetween(before, score);
      before = own;
    }
  }

  @Test
  void countsAnEpisodeOnceAndAgainWhileItLasts() {
    double[] tests = new double[TESTS];
    tests[TEST] = 6;
    learn(3_000, 0, 0);
    for (int i = 0; i < 25; i++) {
      rates.learn(tests, 0);
    }
    assertThat(rates.own(TEST, 6)).isEqualTo(6);
    for (int i = 0; i < 2_000; i++) {
      rates.learn(tests, 0);
    }
    assertThat(rates.own(TEST, 4.5)).isLessThan(2.3);
    assertThat(rates.own(TEST, 6)).isLessThan(4);
  }

  @Test
  void takesAnAcceptedRegimeForNormalAtOnce() {
    learn(3_000, 0, 0);
    learn(50, 1, 9);
    rates.accept();

    assertThat(rates.own(TEST, 9)).isLessThan(2);
    assertThat(rates.own(TESTS, 9)).isLessThan(2);
    assertThat(rates.own(indexOf("price"), 9)).isEqualTo(9);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    learn(6_000, 1.0 / 60, 8);
    double then = rates.own(TEST, 8);
    learn(60_000, 0, 0);

    assertThat(rates.own(TEST, 8)).isGreaterThan(then + 2);
    assertThat(rates.ticks()).isLessThan(12_000);
  }

  @Test
  void readsWhatItWrote() {
    learn(5_000, 1.0 / 50, 8);
    ExceedanceRates read = new ExceedanceRates(TESTS);
    StoredCopy.of(rates::visit, read::visit);
    assertThat(read).usingRecursiveComparison().isEqualTo(rates);
  }
}
