package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalWidthTest {
  private static final double LEVEL = 0.9;
  private static final int HORIZON = 5;

  /** Half width of a normal variable's interval. */
  private static final double HALF = 1.6449;

  private static Forecast forecast(IntervalWidth width, double price) {
    List<Forecast.Step> steps = new ArrayList<>();
    for (int h = 1; h <= HORIZON; h++) {
      double half = HALF * Math.sqrt(h) * width.ofForecast(h, HORIZON);
      steps.add(new Forecast.Step(h, price, price - half, price + half));
    }
    return new Forecast("A", 0, 0, price, LEVEL, "v", steps);
  }

  /** Steps of a walk whose moves are so many times as large as the intervals take them to be. */
  private static double walk(IntervalWidth width, int steps, double volatility, long seed) {
    Random random = new Random(seed);
    double price = 1000;
    int covered = 0;
    for (int i = 0; i < steps; i++) {
      Forecast made = forecast(width, price);
      width.remember(made);
      price += volatility * random.nextGaussian();
      Forecast.Step next = made.steps().get(0);
      covered += price >= next.lowerPrice() && price <= next.upperPrice() ? 1 : 0;
      width.learnForecasts(price, false, LEVEL);
    }
    return covered / (double) steps;
  }

  @Test
  void coversWhatItShouldOnceTheMarketIsLivelier() {
    IntervalWidth width = new IntervalWidth();
    walk(width, 3_000, 2, 1);

    assertThat(walk(width, 20_000, 2, 2)).isCloseTo(LEVEL, within(0.004));
    assertThat(width.ofForecast(1, HORIZON)).isCloseTo(2, within(0.35));
    assertThat(width.ofForecast(HORIZON, HORIZON)).isCloseTo(2, within(0.7));
  }

  @Test
  void staysWithinBoundsAndStartsNeutral() {
    IntervalWidth width = new IntervalWidth();
    assertThat(width.ofTick()).isEqualTo(1);
    assertThat(width.ofForecast(3, HORIZON)).isEqualTo(1);
    walk(width, 5_000, 1000, 3);

    assertThat(width.ofForecast(1, HORIZON)).isCloseTo(3, within(1e-9));
  }

  @Test
  void learnsNothingWithinAnAlert() {
    IntervalWidth width = new IntervalWidth();
    for (int i = 0; i < 100; i++) {
      width.remember(forecast(width, 1000));
      width.learnForecasts(2000, true, LEVEL);
    }
    width.learnForecasts(2000, false, LEVEL);

    assertThat(width.ofForecast(1, HORIZON)).isEqualTo(1);
    assertThat(width.ofForecast(HORIZON, HORIZON)).isEqualTo(1);
  }

  @Test
  void aPriceThatMostLikelyStandsStillTeachesNothing() {
    IntervalWidth width = new IntervalWidth();
    width.learnTick(11, 10, 10, LEVEL);
    assertThat(width.ofTick()).isEqualTo(1);
    width.learnTick(11, 9, 10, LEVEL);
    assertThat(width.ofTick()).isGreaterThan(1);
  }
}
