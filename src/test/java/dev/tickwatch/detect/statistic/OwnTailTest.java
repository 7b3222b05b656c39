package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnTailTest {
  private final OwnTail tail = new OwnTail();

  private void learn(double... values) {
    for (double value : values) {
      tail.learn(value);
    }
  }

  private void learnOrdinary(int count) {
    for (int i = 0; i < count; i++) {
      tail.learn(1);
    }
  }

  @Test
  void saysNothingUntilItKnowsEnough() {
    learnOrdinary(59);
    assertThat(tail.score(100)).isZero();

    learnOrdinary(1);
    assertThat(tail.score(100)).isGreaterThan(1);
  }

  @Test
  void givesTheThirdLargestValueItsRank() {
    learnOrdinary(96);
    learn(7, 5, 6);

    // 3 in 100: the 99 and the next.
    assertThat(tail.score(5)).isCloseTo(-Math.log10(0.03), within(0.001));
  }

  @Test
  void fallsByTenDecadesADecadeBeyondIt() {
    learnOrdinary(96);
    learn(7, 5, 6);

    assertThat(tail.score(5 * 1.2) - tail.score(5)).isCloseTo(10 * Math.log10(1.2), within(1e-9));
    assertThat(tail.score(5e9)).isCloseTo(tail.score(5) + 6, within(0.01));
  }

  @Test
  void takesWhatItSawThriceForUsual() {
    learnOrdinary(1000);
    double once = tail.score(3);
    learn(3, 3, 3);

    assertThat(once).isGreaterThan(7);
    assertThat(tail.score(3)).isLessThan(2.6);
    assertThat(tail.score(4)).isGreaterThan(3.5);
  }

  @Test
  void isAsRareAsItSaysOnIndependentNormalValues() {
    Random random = new Random(11);
    int beyond = 0;
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      double value = Math.abs(random.nextGaussian());
      beyond += i >= 1000 && tail.score(value) >= 3 ? 1 : 0;
      tail.learn(value);
    }

    assertThat(beyond / (double) count).isBetween(0.3e-3, 2e-3);
  }

  @Test
  void forgetsAnOutlierInTheEnd() {
    learnOrdinary(10_000);
    learn(2, 2, 2);
    double soon = tail.score(1.9);
    for (int i = 0; i < 50_000; i++) {
      learn(0.5);
    }

    // Five memories on, its probability is that of e^-5 of the evidence.
    assertThat(tail.score(1.9)).isCloseTo(soon + 5 / Math.log(10), within(0.05));
  }

  @Test
  void tellsThatAConstantMoves() {
    for (int i = 0; i < 100; i++) {
      tail.learn(0);
    }

    assertThat(tail.score(0)).isZero();
    assertThat(tail.score(1e-6)).isGreaterThan(6);
  }

  @Test
  void survivesStorage() {
    learnOrdinary(70);
    learn(4, 5);
    OwnTail read = new OwnTail();
    StoredCopy.of(tail::visit, read::visit);

    assertThat(read).usingRecursiveComparison().isEqualTo(tail);
  }
}
