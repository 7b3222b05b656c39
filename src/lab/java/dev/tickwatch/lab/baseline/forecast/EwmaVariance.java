package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Random walk with exponentially weighted variance: every return to come within a session is
 * expected to vary as those before did, so that the standard deviation grows with the root of the
 * horizon. One span for all symbols, that of the greatest normal likelihood on the training.
 * Returns across session breaks are not learnt and have a variance as many times as large as on the
 * training.
 */
public final class EwmaVariance implements VarianceModel {
  private static final List<Integer> SPANS = List.of(20, 60, 120, 250);

  private int span;
  private double breakFactor;

  @Override
  public String name() {
    return "EWMA volatility";
  }

  @Override
  public void fit(List<BarSeries> training) {
    double best = Double.NEGATIVE_INFINITY;
    for (int candidate : SPANS) {
      double logLikelihood = 0;
      DoubleStream.Builder breaks = DoubleStream.builder();
      for (BarSeries series : training) {
        double[] returns = LogReturns.of(series);
        double[] variance = varianceAfter(series, returns, candidate);
        for (int i = 1; i < returns.length; i++) {
          double before = variance[i - 1];
          if (Double.isNaN(before)) {
            continue;
          }
          double square = returns[i] * returns[i] / before;
          if (series.sessionBreak()[i]) {
            breaks.add(square);
          } else {
            logLikelihood -= (Math.log(before) + square) / 2;
          }
        }
      }
      if (logLikelihood > best && logLikelihood != 0) {
        best = logLikelihood;
        span = candidate;
        breakFactor = LogReturns.breakFactor(breaks.build());
      }
    }
    if (span == 0) {
      throw new IllegalArgumentException("no training series is longer than its warm-up");
    }
  }

  /** The span that was chosen, in bars. */
  public int span() {
    return span;
  }

  /** How many times the variance within a session a return across a session break has. */
  public double breakFactor() {
    return breakFactor;
  }

  @Override
  public double[][] variances(BarSeries series, int horizon) {
    if (span == 0) {
      throw new IllegalStateException("the EWMA variance was not fitted");
    }
    double[] variance = varianceAfter(series, LogReturns.of(series), span);
    double[][] cumulative = LogReturns.unknown(horizon, series.length());
    for (int t = 0; t < series.length(); t++) {
      double steps = 0;
      for (int h = 1; h <= horizon && t + h < series.length(); h++) {
        steps += series.sessionBreak()[t + h] ? breakFactor : 1;
        cumulative[h - 1][t] = variance[t] * steps;
      }
    }
    return cumulative;
  }

  /** Variance as known after a bar; NaN while warming up. */
  private static double[] varianceAfter(BarSeries series, double[] returns, int span) {
    double[] variance = new double[returns.length];
    Arrays.fill(variance, Double.NaN);
    double decay = 1 - 2 / (span + 1.0);
    double sum = 0;
    double weight = 0;
    int learnt = 0;
    for (int i = 1; i < returns.length; i++) {
      if (!series.sessionBreak()[i]) {
        sum = decay * sum + returns[i] * returns[i];
        weight = decay * weight + 1;
        learnt++;
      }
      if (learnt >= LogReturns.WARM_UP) {
        variance[i] = Math.max(sum / weight, LogReturns.LEAST_VARIANCE);
      }
    }
    return variance;
  }
}
