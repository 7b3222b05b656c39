package dev.tickwatch.detect.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.IntervalCalibration;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.SymbolWindow;
import dev.tickwatch.model.window.WindowShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalResidualsTest {
  private static final double NU = 4;
  private static final double SIGMA = 1e-3;
  private static final int TICKS = 4000;

  /**
   * Residuals of forecasts one tick ahead with scale {@value #SIGMA}.
   *
   * @param known share of the next return that its forecast knows
   * @param noise deviation of what the forecast believes beside it
   */
  private static IntervalCalibration fitted(double known, double noise) {
    WindowShape shape = new WindowShape(8, 1);
    SymbolWindow window = new SymbolWindow(shape, FeatureSettings.DEFAULT);
    ScoreBatch batch = new ScoreBatch(shape, 1);
    IntervalResiduals residuals = new IntervalResiduals();
    Random random = new Random(6);
    double price = 100;
    double next = SIGMA * random.nextGaussian();
    for (int i = 0; i < TICKS; i++) {
      price *= Math.exp(next);
      next = SIGMA * random.nextGaussian();
      batch.forecastLocation[0] = (float) (known * next + noise * random.nextGaussian());
      batch.forecastScale[0] = (float) SIGMA;
      if (window.admit(Tick.of("A", i * 1_000_000L, price, 1))) {
        residuals.add("A", 0, window, new ScoredWindow(batch, 0));
        window.removePending();
      }
    }
    return residuals.fit(NU);
  }

  @Test
  void aForecastThatKnowsTheDirectionIsBelieved() {
    IntervalCalibration fitted = fitted(0.6, 0);

    assertThat(fitted.direction()).isEqualTo(1);
    // What is left of a normal variable: 0.4 of it.
    assertThat(fitted.forecastReach(NU, 1, 0.9)).isCloseTo(0.4 * 1.6449, within(0.03));
  }

  @Test
  void aForecastThatGuessesIsTakenForARandomWalk() {
    IntervalCalibration fitted = fitted(0, 0.5 * SIGMA);

    assertThat(fitted.direction()).isLessThanOrEqualTo(0.1);
    assertThat(fitted.forecastReach(NU, 1, 0.9)).isCloseTo(1.6449, within(0.08));
  }

  @Test
  void aForecastThatIsSureOfTooMuchIsShrunk() {
    // Of the regression of the return on its forecast: 0.5 / (0.5 * 0.5 + 0.8 * 0.8).
    assertThat(fitted(0.5, 0.8 * SIGMA).direction()).isCloseTo(0.56, within(0.11));
  }
}
