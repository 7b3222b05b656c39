package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Forecasts cumulative log returns without a direction, from a variance model and a shape. Must be
 * fitted; not thread-safe.
 */
public final class RandomWalkForecaster {
  /** Shape of the predictive distribution. */
  public enum Shape {
    /** As the variance model has it. */
    NORMAL,
    /** Student's t whose degrees of freedom and factor of the scale are fitted a horizon. */
    STUDENT_T
  }

  private final VarianceModel model;
  private final Shape shape;
  private final int horizon;
  private final double[] degreesOfFreedom;
  private final double[] factor;
  private boolean fitted;

  /**
   * One forecaster.
   *
   * @param model that is fitted with this; a forecaster of the other shape has one of its own
   * @param horizon most bars ahead, 1 or more
   */
  public RandomWalkForecaster(VarianceModel model, Shape shape, int horizon) {
    this.model = model;
    this.shape = shape;
    this.horizon = horizon;
    this.degreesOfFreedom = new double[horizon];
    this.factor = new double[horizon];
    Arrays.fill(degreesOfFreedom, Double.POSITIVE_INFINITY);
    Arrays.fill(factor, 1);
  }

  /** Such as {@code GARCH(1,1), student t}. */
  public String name() {
    return model.name() + ", " + shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Fits the variance model, and the shape on what it leaves.
   *
   * @throws IllegalArgumentException when the training has too few returns
   */
  public void fit(List<BarSeries> training) {
    model.fit(training);
    if (shape == Shape.STUDENT_T) {
      StandardisedReturns standardised = new StandardisedReturns(model, training, horizon);
      for (int h = 1; h <= horizon; h++) {
        StudentTFit fit = StudentTFit.of(standardised.ahead(h));
        degreesOfFreedom[h - 1] = fit.degreesOfFreedom();
        factor[h - 1] = fit.scale();
      }
    }
    fitted = true;
  }

  /**
   * Forecasts from every bar of a series, each from that bar and those before it.
   *
   * @throws IllegalStateException when this was not fitted
   */
  public ReturnForecasts forecast(BarSeries series) {
    if (!fitted) {
      throw new IllegalStateException(name() + " was not fitted");
    }
    double[][] scale = model.variances(series, horizon);
    for (int h = 0; h < horizon; h++) {
      for (int t = 0; t < scale[h].length; t++) {
        scale[h][t] = factor[h] * Math.sqrt(scale[h][t]);
      }
    }
    return new ReturnForecasts(scale, degreesOfFreedom.clone());
  }
}
