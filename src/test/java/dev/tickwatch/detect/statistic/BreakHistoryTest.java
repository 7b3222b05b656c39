package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakHistoryTest {
  private static final double EXPECTED = 0.02;

  private final BreakHistory breaks = new BreakHistory();
  private final Random random = new Random(3);

  private void learn(int number, double deviation) {
    for (int i = 0; i < number; i++) {
      breaks.learn(deviation * random.nextGaussian(), EXPECTED);
    }
  }

  @Test
  void goesByWhatIsExpectedWhileNoBreakIsKnown() {
    assertThat(breaks.standardise(-EXPECTED, EXPECTED)).isCloseTo(1.25, within(0.01));
  }

  @Test
  void movesToTheSymbolsOwnBreaks() {
    learn(200, 0.005);
    double usual = 0.8 * 0.005;
    assertThat(breaks.standardise(0.04, EXPECTED)).isBetween(5.0, 0.04 / usual);
    learn(200, 0.04);
    assertThat(breaks.standardise(0.04, EXPECTED)).isLessThan(2);
  }

  @Test
  void isNotMovedFarByOneHugeBreak() {
    learn(40, 0.01);
    double before = breaks.standardise(0.08, EXPECTED);
    breaks.learn(3, EXPECTED);
    assertThat(breaks.standardise(0.08, EXPECTED)).isGreaterThan(0.85 * before);
  }

  @Test
  void readsWhatItWrote() {
    learn(9, 0.01);
    BreakHistory read = new BreakHistory();
    StoredCopy.of(breaks::visit, read::visit);
    assertThat(read).usingRecursiveComparison().isEqualTo(breaks);
  }

  @Test
  void weighsItsBreaksAgainstFiveThatAreExpected() {
    breaks.learn(0.01, EXPECTED);
    breaks.learn(-0.03, EXPECTED);

    double usual = (5 * Math.sqrt(2 / Math.PI) * EXPECTED + 2 * 0.02) / 7;
    assertThat(breaks.standardise(0.05, EXPECTED)).isCloseTo(0.05 / usual, within(1e-9));
  }

  @Test
  void takesAHugeBreakInFullWhileFewAreKnown() {
    for (int i = 0; i < 4; i++) {
      breaks.learn(0.01, EXPECTED);
    }
    breaks.learn(1, EXPECTED);

    double usual = (5 * Math.sqrt(2 / Math.PI) * EXPECTED + 5 * (0.04 + 1) / 5) / 10;
    assertThat(breaks.standardise(1, EXPECTED)).isCloseTo(1 / usual, within(1e-9));
  }

  @Test
  void takesAHugeBreakForFourTimesTheUsualOnceFiveAreKnown() {
    for (int i = 0; i < 5; i++) {
      breaks.learn(0.01, EXPECTED);
    }
    double expected = 5 * Math.sqrt(2 / Math.PI) * EXPECTED;
    double most = 4 * (expected + 0.05) / 10;
    breaks.learn(1, EXPECTED);

    double usual = (expected + 0.05 + most) / 11;
    assertThat(breaks.standardise(1, EXPECTED)).isCloseTo(1 / usual, within(1e-9));
  }
}
