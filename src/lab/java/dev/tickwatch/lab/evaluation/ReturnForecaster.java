package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.baseline.forecast.ReturnForecasts;
import dev.tickwatch.lab.forecast.ScoringRules;

/**
 * One forecaster's distributions of the cumulative log return of one series: at every bar, for 1 up
 * to a horizon of bars ahead. The quantile of a level is {@code location + scale *
 * standardQuantile}.
 */
interface ReturnForecaster {

  /** Median of the return from bar {@code bar} to bar {@code bar + ahead}. */
  double location(int bar, int ahead);

  /** Scale of that return; NaN where there is no forecast. */
  double scale(int bar, int ahead);

  /** Quantile of the distribution with location 0 and scale 1 so many bars ahead. */
  double standardQuantile(int ahead, double level);

  /** A random walk's. */
  static ReturnForecaster of(ReturnForecasts forecasts) {
    return new ReturnForecaster() {
      @Override
      public double location(int bar, int ahead) {
        return 0;
      }

      @Override
      public double scale(int bar, int ahead) {
        return forecasts.scale(bar, ahead);
      }

      @Override
      public double standardQuantile(int ahead, double level) {
        return ScoringRules.standardQuantile(forecasts.degreesOfFreedom(ahead), level);
      }
    };
  }
}
