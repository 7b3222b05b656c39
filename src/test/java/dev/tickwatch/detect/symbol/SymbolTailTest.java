package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.state.StoredCopy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolTailTest {
  private static final double BUDGET = 1 / 500.0;
  private static final double THRESHOLD = 2.699;

  private final SymbolTail tail = new SymbolTail();
  private int alerts;

  /** Scores of a symbol whose tail is so many times as long as the pooled one. */
  private void see(int ticks, double stretch, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ticks; i++) {
      see(-Math.log10(1 - random.nextDouble()) * stretch);
    }
  }

  /** An episode, and calm after it. */
  private void see(double pooled) {
    boolean alerting = tail.adjust(pooled, BUDGET) >= THRESHOLD;
    alerts += alerting ? 1 : 0;
    tail.learn(pooled, alerting);
    for (int i = 0; pooled > 1.7 && i < 10; i++) {
      tail.learn(0.1, false);
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
  void bringsASymbolWithALongerTailDownToItsBudget() {
    see(20_000, 1.5, 1);
    alerts = 0;
    see(40_000, 1.5, 2);

    assertThat(tail.ownShare()).isGreaterThan(0.9);
    assertThat(tail.adjust(3.5, BUDGET)).isLessThan(3);
    // 80 are granted; read by the pooled calibration there would be over 600.
    assertThat(alerts).isBetween(40, 160);
  }

  @Test
  void leavesASymbolLikeTheOthersAsItIs() {
    see(20_000, 1, 7);
    assertThat(tail.adjust(4, BUDGET)).isBetween(3.8, 4.0);
  }

  @Test
  void raisesNoScoreOfASymbolThatIsCalmerThanTheOthers() {
    see(20_000, 0.5, 3);
    for (double pooled : new double[] {0.5, 1.7, 2.5, 4, 9}) {
      assertThat(tail.adjust(pooled, BUDGET)).isEqualTo(pooled);
    }
  }

  @Test
  void isNotBentByAnomaliesHoweverManyThereAre() {
    see(20_000, 1, 3);
    double before = tail.adjust(4, BUDGET);
    for (double anomaly : new double[] {2.8, 4, 9}) {
      for (int i = 0; i < 200; i++) {
        see(Math.max(anomaly, THRESHOLD + 1));
        for (int calm = 0; calm < 5; calm++) {
          tail.learn(0.1, false);
        }
      }
    }

    assertThat(tail.adjust(4, BUDGET)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void keepsTheOrderOfScoresHoweverUnlikeTheSymbolIs() {
    see(5_000, 6, 9);
    double last = 0;
    for (double pooled = 0.1; pooled < 20; pooled += 0.1) {
      double adjusted = tail.adjust(pooled, BUDGET);
      assertThat(adjusted).isGreaterThan(last).isLessThanOrEqualTo(pooled);
      last = adjusted;
    }
  }

  @Test
  void survivesStorage() {
    see(3_000, 1.3, 5);
    SymbolTail read = new SymbolTail();
    StoredCopy.of(tail::visit, read::visit);

    assertThat(read).usingRecursiveComparison().isEqualTo(tail);
  }
}
