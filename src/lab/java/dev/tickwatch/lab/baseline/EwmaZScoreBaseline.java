package dev.tickwatch.lab.baseline;

import java.util.List;

/**
 * Size of a return in units of the exponentially weighted volatility before it (span 120). A return
 * across a session break scores 0 and is not learnt. Needs no fit.
 */
public final class EwmaZScoreBaseline implements Baseline {
  /** Bars of the span of its volatility. */
  static final double SPAN = 120;

  @Override
  public String name() {
    return "EWMA z-score";
  }

  @Override
  public void fit(List<BarSeries> training) {}

  @Override
  public double[] score(BarSeries series) {
    BarReturns returns = new BarReturns(series, SPAN);
    double[] scores = new double[series.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.abs(returns.masked(i)) / returns.volatilityBefore(i);
    }
    return scores;
  }
}
