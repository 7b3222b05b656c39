package dev.tickwatch.detect.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SizeHistoryTest {
  private final SizeHistory sizes = new SizeHistory();
  private final Random random = new Random(3);

  private void learn(int ticks, double mean, double deviation) {
    for (int i = 0; i < ticks; i++) {
      sizes.learn(mean + deviation * random.nextGaussian());
    }
  }

  @Test
  void saysNothingOfASymbolThatItHardlyKnows() {
    learn(29, 5, 1);
    assertThat(sizes.standardise(50)).isZero();
  }

  @Test
  void measuresInStandardDeviations() {
    learn(3_000, 5, 0.7);
    assertThat(sizes.standardise(5 + 2 * 0.7)).isCloseTo(2, within(0.15));
    assertThat(sizes.standardise(5 - 0.7)).isCloseTo(-1, within(0.15));
  }

  @Test
  void isNotMovedByOneHugeSize() {
    learn(1_000, 5, 0.7);
    double before = sizes.standardise(8);
    sizes.learn(1e6);
    assertThat(sizes.standardise(8)).isCloseTo(before, within(0.05));
  }

  @Test
  void doesNotDivideByNothing() {
    learn(1_000, 5, 0);
    assertThat(sizes.standardise(5.5)).isCloseTo(5, within(1e-6));
  }

  @Test
  void readsWhatItWrote() {
    learn(100, 5, 0.7);
    SizeHistory read = new SizeHistory();
    StoredCopy.of(sizes::visit, read::visit);
    assertThat(read).usingRecursiveComparison().isEqualTo(sizes);
  }

  @Test
  void speaksOfASymbolOnceItHasSeenThirtyTicks() {
    learn(30, 5, 1);
    assertThat(sizes.standardise(50)).isPositive();
  }
}
