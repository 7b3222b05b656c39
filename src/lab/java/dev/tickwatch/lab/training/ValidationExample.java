package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.lstm.LogSizes;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.model.window.Features;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One validation window for a picture: what was, what the decoder made of it, and what was forecast
 * for the ticks after it. Prices are levels, from the newest tick.
 */
public final class ValidationExample {
  private static final double UPPER = 0.95;

  final String symbol;
  final ChangeUnit unit;

  /** At each of T steps. */
  final double[] price;

  /** At each of T steps: the decoder's returns, added up from the window's start. */
  final double[] reconstructedPrice;

  /** Standardised log size at each of T steps. */
  final double[] size;

  final double[] reconstructedSize;

  /** At each of the H steps after the window. */
  final double[] future;

  final double[] forecast;
  final double[] forecastLower;
  final double[] forecastUpper;

  private ValidationExample(String symbol, ChangeUnit unit, int steps, int horizon) {
    this.symbol = symbol;
    this.unit = unit;
    price = new double[steps];
    reconstructedPrice = new double[steps];
    size = new double[steps];
    reconstructedSize = new double[steps];
    future = new double[horizon];
    forecast = new double[horizon];
    forecastLower = new double[horizon];
    forecastUpper = new double[horizon];
  }

  /** Whose window it is. */
  public String symbol() {
    return symbol;
  }

  static ValidationExample of(
      TrainedNetwork network, TrainingSettings settings, Windows windows, int index) {
    int steps = settings.shape().steps();
    int horizon = settings.shape().horizon();
    Outputs<float[]> result = network.run(windows, index, 1);
    ChangeUnit unit = ChangeUnit.of(settings.features().series());
    ValidationExample example = new ValidationExample(windows.symbol(index), unit, steps, horizon);
    example.fillSteps(windows.inputs(index, 1), result);
    float[] returns = windows.futureReturns(index, 1);
    double reach =
        TDistribution.of(settings.degreesOfFreedom()).inverseCumulativeProbability(UPPER);
    float[] location = result.get(LstmVae.FORECAST_LOCATION);
    float[] scale = result.get(LstmVae.FORECAST_SCALE);
    for (int h = 0; h < horizon; h++) {
      example.future[h] = returns[h] * unit.perChange();
      example.forecast[h] = location[h] * unit.perChange();
      double width = scale[h] * unit.perChange() * reach;
      example.forecastLower[h] = example.forecast[h] - width;
      example.forecastUpper[h] = example.forecast[h] + width;
    }
    return example;
  }

  private void fillSteps(float[] rows, Outputs<float[]> result) {
    double actual = 0;
    for (int t = 0; t < price.length; t++) {
      actual -= rows[t * Features.COUNT + Features.LOG_RETURN] * unit.perChange();
    }
    double decoded = actual;
    LogSizes sizes = LogSizes.of(rows, price.length);
    float[] location = result.get(LstmVae.STEP_LOCATION);
    double volatility = result.get(LstmVae.VOLATILITY)[0];
    for (int t = 0; t < price.length; t++) {
      actual += rows[t * Features.COUNT + Features.LOG_RETURN] * unit.perChange();
      decoded += location[t] * volatility * unit.perChange();
      price[t] = actual;
      reconstructedPrice[t] = decoded;
      size[t] = sizes.standardised(rows[t * Features.COUNT + Features.LOG_SIZE]);
      reconstructedSize[t] = location[price.length + t];
    }
  }
}
