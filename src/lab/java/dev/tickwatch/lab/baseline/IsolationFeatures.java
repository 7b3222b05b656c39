package dev.tickwatch.lab.baseline;

/**
 * What the isolation forest sees of a bar: its return and the sizes of the returns over 5 and 15
 * bars, all over the volatility before the bar and free of session breaks; the change of log
 * volume; whether a session break came before it.
 */
final class IsolationFeatures {
  static final int COUNT = 5;
  private static final int SHORT = 5;
  private static final int LONG = 15;

  private final BarSeries series;
  private final BarReturns returns;

  IsolationFeatures(BarSeries series) {
    this.series = series;
    this.returns = new BarReturns(series, EwmaZScoreBaseline.SPAN);
  }

  boolean ready(int bar) {
    return bar >= LONG && !Double.isNaN(returns.volatilityBefore(bar));
  }

  double[] row(int bar) {
    return new double[] {
      returns.masked(bar) / returns.volatilityBefore(bar),
      sizeOver(SHORT, bar),
      sizeOver(LONG, bar),
      Math.log1p(series.size()[bar]) - Math.log1p(series.size()[bar - 1]),
      series.sessionBreak()[bar] ? 1 : 0
    };
  }

  private double sizeOver(int bars, int bar) {
    double sum = 0;
    for (int i = bar - bars + 1; i <= bar; i++) {
      sum += returns.masked(i);
    }
    return Math.abs(sum) / (returns.volatilityBefore(bar) * Math.sqrt(bars));
  }
}
