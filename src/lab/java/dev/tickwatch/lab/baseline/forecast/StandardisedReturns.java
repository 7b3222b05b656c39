package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.Arrays;
import java.util.List;

/**
 * Cumulative returns of the training over the standard deviations that a model expected of them.
 */
final class StandardisedReturns {
  private static final int MOST_SAMPLES = 20_000;

  private final double[][] samples;
  private int count;

  /** Takes so many bars, evenly apart, that a horizon has at most 20,000. */
  StandardisedReturns(VarianceModel model, List<BarSeries> training, int horizon) {
    long bars = training.stream().mapToLong(BarSeries::length).sum();
    int stride = (int) (bars / MOST_SAMPLES) + 1;
    samples = new double[horizon][(int) (bars / stride) + training.size()];
    for (BarSeries series : training) {
      double[][] variances = model.variances(series, horizon);
      for (int t = 0; t + horizon < series.length(); t += stride) {
        if (!Double.isNaN(variances[0][t])) {
          take(series, t, variances);
        }
      }
    }
  }

  private void take(BarSeries series, int t, double[][] variances) {
    for (int h = 1; h <= samples.length; h++) {
      double change = Math.log(series.price()[t + h] / series.price()[t]);
      samples[h - 1][count] = change / Math.sqrt(variances[h - 1][t]);
    }
    count++;
  }

  double[] ahead(int bars) {
    return Arrays.copyOf(samples[bars - 1], count);
  }
}
