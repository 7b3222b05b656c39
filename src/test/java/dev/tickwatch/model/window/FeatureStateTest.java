package dev.tickwatch.model.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.tick.Tick;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureStateTest {
  private final FeatureState state = new FeatureState(FeatureSettings.DEFAULT);
  private final float[] row = new float[Features.COUNT];
  private long second;

  private float[] next(double price) {
    state.next(Tick.of("ACME", ++second * 1_000_000, price, 10), row);
    return row;
  }

  private double volatilityOfRow() {
    return Math.exp(row[Features.LOG_VOLATILITY]);
  }

  @Test
  void estimatesTheStandardDeviationOfReturns() {
    Random random = new Random(1);
    double price = 100;
    for (int i = 0; i < 5_000; i++) {
      price *= Math.exp(0.002 * random.nextGaussian());
      next(price);
    }

    assertThat(state.volatility()).isCloseTo(0.002, within(0.0005));
  }

  @Test
  void doesNotLetATickInflateItsOwnScale() {
    for (int i = 0; i < 200; i++) {
      next(100 + 0.01 * (i % 2));
    }
    next(150);

    assertThat(volatilityOfRow()).isLessThan(2e-4);
  }

  @Test
  void forgetsAStrayPrint() {
    for (int i = 0; i < 500; i++) {
      next(100 + 0.01 * (i % 2));
    }
    double before = state.volatility();
    next(1_000);
    next(100);

    assertThat(state.volatility()).isLessThan(1.3 * before);
  }

  @Test
  void floorsAFlatSeriesAtThePriceTick() {
    next(100);
    next(100.01);
    for (int i = 0; i < 1_000; i++) {
      next(100.01);
    }
    next(100.02);

    assertThat(row[Features.LOG_RETURN] / volatilityOfRow()).isCloseTo(1, within(0.01));
  }

  @Test
  void scoresTheFirstChangeOfAConstantSeriesModestly() {
    for (int i = 0; i < 1_000; i++) {
      next(100);
    }
    next(100.01);

    assertThat(row[Features.LOG_RETURN] / volatilityOfRow()).isCloseTo(1, within(0.01));
  }

  @Test
  void takesASizeOfZero() {
    state.next(Tick.of("ACME", 1, 100, 0), row);

    assertThat((double) row[Features.LOG_SIZE]).isCloseTo(Math.log(1e-6), within(1e-5));
  }
}
