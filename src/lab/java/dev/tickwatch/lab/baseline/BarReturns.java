package dev.tickwatch.lab.baseline;

/**
 * Log returns of a series and the volatility that was known before each of them. A return across a
 * session break is masked: it is 0 here, and the volatility does not learn from it.
 */
final class BarReturns {
  /** Returns a volatility needs before it counts. */
  static final int WARM_UP = 30;

  /** Volatility that a flat series is taken to have: a hundredth of a basis point. */
  static final double LEAST_VOLATILITY = 1e-6;

  private final double[] masked;
  private final double[] volatilityBefore;

  /**
   * Computes both.
   *
   * @param span of the exponentially weighted mean of squared returns: its decay is {@code 1 - 2 /
   *     (span + 1)}
   */
  BarReturns(BarSeries series, double span) {
    int length = series.length();
    masked = new double[length];
    volatilityBefore = new double[length];
    double decay = 1 - 2 / (span + 1);
    double sum = 0;
    double weight = 0;
    int learnt = 0;
    for (int i = 0; i < length; i++) {
      volatilityBefore[i] =
          learnt < WARM_UP ? Double.NaN : Math.max(Math.sqrt(sum / weight), LEAST_VOLATILITY);
      if (i > 0 && !series.sessionBreak()[i]) {
        masked[i] = Math.log(series.price()[i] / series.price()[i - 1]);
        sum = decay * sum + masked[i] * masked[i];
        weight = decay * weight + 1;
        learnt++;
      }
    }
  }

  /** Log return of a bar; 0 for the first and for one after a session break. */
  double masked(int bar) {
    return masked[bar];
  }

  /** Volatility a bar as known before the bar; NaN while warming up. */
  double volatilityBefore(int bar) {
    return volatilityBefore[bar];
  }
}
