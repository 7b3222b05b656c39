package dev.tickwatch.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolTailTest {
  private static final double BUDGET = 1 / 500.0;

  private final SymbolTail tail = new SymbolTail();
  private int alerts;

  /** Scores of a symbol whose tail is so many times as long as the pooled one, one alert a tick. */
  private void see(int ticks, double stretch, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ticks; i++) {
      double pooled = -Math.log10(1 - random.nextDouble()) * stretch;
      boolean alerting = tail.adjust(pooled, BUDGET) >= -Math.log10(BUDGET);
      alerts += alerting ? 1 : 0;
      tail.learn(pooled, alerting, BUDGET);
    }
  }

  @Test
  void readsANewSymbolByThePooledCalibration() {
    assertThat(tail.ownShare()).isZero();
    for (double pooled : new double[] {0, 1, 1.7, 2.5, 4}) {
      assertThat(tail.adjust(pooled, BUDGET)).isCloseTo(pooled, within(1e-9));
    }
  }

  @Test
  void movesToTheSymbolsOwnTail() {
    see(20_000, 1.5, 1);
    alerts = 0;
    see(40_000, 1.5, 2);

    assertThat(tail.ownShare()).isGreaterThan(0.75);
    assertThat(tail.adjust(3.5, BUDGET)).isLessThan(3.2);
    // 80 are granted; read by the pooled calibration there would be over 600.
    assertThat(alerts).isBetween(30, 160);
  }

  @Test
  void isNotBentByWhatLiesWithinAlerts() {
    see(20_000, 1, 3);
    double before = tail.adjust(4, BUDGET);
    for (int i = 0; i < 2_000; i++) {
      tail.learn(9, true, BUDGET);
    }

    // As much as one alert of one tick moves it.
    assertThat(tail.adjust(4, BUDGET)).isCloseTo(before, within(0.15));
  }

  @Test
  void raisesItsBarByABoundedAmountForAlertsThatHardlyWereOnes() {
    double threshold = -Math.log10(BUDGET);
    for (int i = 0; i < 200; i++) {
      double pooled = threshold;
      while (tail.adjust(pooled, BUDGET) < threshold) {
        pooled += 0.01;
      }
      tail.learn(pooled, true, BUDGET);
      tail.learn(0.1, false, BUDGET);
    }

    assertThat(tail.adjust(5, BUDGET)).isBetween(3.8, 4.6);
  }

  @Test
  void doesNotTakeAnomaliesForABarThatIsTooLow() {
    for (int i = 0; i < 200; i++) {
      tail.learn(9, true, BUDGET);
      tail.learn(0.1, false, BUDGET);
    }

    assertThat(tail.adjust(5, BUDGET)).isGreaterThanOrEqualTo(5);
  }

  @Test
  void survivesStorage() {
    see(3_000, 1.3, 5);
    ByteBuffer bytes = ByteBuffer.allocate(SymbolTail.ENCODED);
    tail.encode(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    SymbolTail read = new SymbolTail(bytes.flip());

    assertThat(read).usingRecursiveComparison().isEqualTo(tail);
  }
}
