package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.lstm.StudentT;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.model.window.Features;
import java.util.Arrays;

/**
 * How well the model predicts validation ticks, beside a baseline without a network: a Student-t
 * distribution in the same normalised units (returns over the volatility known before the tick)
 * whose location and scale are the most likely ones on training windows, for each feature and each
 * step ahead; for the newest return, beside the share of prices that do not move. All figures are
 * mean log densities, in nats a tick; higher is better.
 *
 * @param windows validation windows that were looked at
 * @param returns of the newest tick's return, one step ahead
 * @param sizes of its log size
 * @param gaps of its log gap
 * @param forecast of the cumulative return 1 to H ticks ahead, averaged over the steps
 */
public record PredictionQuality(
    int windows, Comparison returns, Comparison sizes, Comparison gaps, Comparison forecast) {

  /** The model's mean log density and the baseline's. */
  public record Comparison(double model, double baseline) {

    /** How much better the model is, nats. */
    public double gain() {
      return model - baseline;
    }
  }

  /** Compares on validation windows; the baseline is fitted on training windows. */
  static PredictionQuality measure(
      TrainedNetwork network, double degreesOfFreedom, Windows training, Windows validation) {
    Sample fitted = Sample.of(network, training);
    Sample judged = Sample.of(network, validation);
    Comparison[] ticks = new Comparison[Features.MODELLED];
    for (int f = 0; f < ticks.length; f++) {
      double[] unseen = judged.targets[f];
      double plain =
          f == Features.LOG_RETURN
              ? meanReturnDensity(degreesOfFreedom, fitted.targets[f], unseen)
              : meanDensity(
                  degreesOfFreedom, unseen, StudentT.fit(degreesOfFreedom, fitted.targets[f]));
      ticks[f] = new Comparison(mean(judged.likelihoods[f]), plain);
    }
    int horizon = judged.futures.length;
    double model = 0;
    double baseline = 0;
    for (int h = 0; h < horizon; h++) {
      StudentT.Fitted spread = StudentT.fit(degreesOfFreedom, fitted.futures[h]);
      baseline += meanDensity(degreesOfFreedom, judged.futures[h], spread) / horizon;
      for (int i = 0; i < judged.count; i++) {
        StudentT.Fitted own = new StudentT.Fitted(judged.locations[h][i], judged.scales[h][i]);
        model +=
            StudentT.logLikelihood(degreesOfFreedom, judged.futures[h][i], own)
                / horizon
                / judged.count;
      }
    }
    return new PredictionQuality(
        judged.count, ticks[0], ticks[1], ticks[2], new Comparison(model, baseline));
  }

  /** Of returns with a point mass at 0, whose share is that of the fitted values. */
  private static double meanReturnDensity(double nu, double[] fitted, double[] unseen) {
    double[] moved = Arrays.stream(fitted).filter(value -> value != 0).toArray();
    double still = (fitted.length - moved.length + 0.5) / (fitted.length + 1);
    StudentT.Fitted spread = StudentT.fit(nu, moved);
    double sum = 0;
    for (double value : unseen) {
      sum +=
          value == 0
              ? Math.log(still)
              : Math.log1p(-still) + StudentT.logLikelihood(nu, value, spread);
    }
    return sum / unseen.length;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double meanDensity(
      double degreesOfFreedom, double[] values, StudentT.Fitted spread) {
    double sum = 0;
    for (double value : values) {
      sum += StudentT.logLikelihood(degreesOfFreedom, value, spread);
    }
    return sum / values.length;
  }

  /** Values by feature or step ahead, then window; returns in units of volatility. */
  private static final class Sample {
    private static final int BATCH = 256;

    private final int count;
    private final double[][] targets;
    private final double[][] likelihoods;
    private final double[][] futures;
    private final double[][] locations;
    private final double[][] scales;

    private Sample(int count, int horizon) {
      this.count = count;
      targets = new double[Features.MODELLED][count];
      likelihoods = new double[Features.MODELLED][count];
      futures = new double[horizon][count];
      locations = new double[horizon][count];
      scales = new double[horizon][count];
    }

    private static Sample of(TrainedNetwork network, Windows windows) {
      Sample sample = null;
      for (int first = 0; first < windows.size(); first += BATCH) {
        int batch = Math.min(BATCH, windows.size() - first);
        Outputs<float[]> result = network.run(windows, first, batch);
        float[] futures = windows.futureReturns(first, batch);
        if (sample == null) {
          sample = new Sample(windows.size(), futures.length / batch);
        }
        for (int i = 0; i < batch; i++) {
          sample.take(first + i, i, result, futures);
        }
      }
      return sample;
    }

    private void take(int to, int from, Outputs<float[]> result, float[] returns) {
      float[] target = result.get(LstmVae.TICK_TARGET);
      float[] likelihood = result.get(LstmVae.TICK_LOG_LIKELIHOOD);
      for (int f = 0; f < Features.MODELLED; f++) {
        targets[f][to] = target[from * Features.MODELLED + f];
        likelihoods[f][to] = likelihood[from * Features.MODELLED + f];
      }
      int horizon = futures.length;
      double volatility = result.get(LstmVae.VOLATILITY)[from];
      float[] location = result.get(LstmVae.FORECAST_LOCATION);
      float[] scale = result.get(LstmVae.FORECAST_SCALE);
      for (int h = 0; h < horizon; h++) {
        int at = from * horizon + h;
        futures[h][to] = returns[at] / volatility;
        locations[h][to] = location[at] / volatility;
        scales[h][to] = scale[at] / volatility;
      }
    }
  }
}
