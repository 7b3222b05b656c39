package dev.tickwatch.lab.baseline.forecast;

import dev.tickwatch.lab.baseline.BarSeries;
import java.util.SplittableRandom;

/** Seeded prices whose variance moves. */
final class SimulatedReturns {
  static final GarchParameters GARCH = new GarchParameters(0.08, 0.9, 1e-6, 1);

  private SimulatedReturns() {}

  static BarSeries garch(String symbol, int bars, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] returns = new double[bars];
    double variance = GARCH.longRun();
    for (int i = 0; i < bars; i++) {
      returns[i] = Math.sqrt(variance) * random.nextGaussian();
      variance = GARCH.next(variance, returns[i] * returns[i], GARCH.longRun());
    }
    return series(symbol, returns);
  }

  /** The first return is not seen by anybody. */
  static BarSeries series(String symbol, double[] returns) {
    double[] price = new double[returns.length];
    double log = 4;
    for (int i = 0; i < price.length; i++) {
      log += returns[i];
      price[i] = Math.exp(log);
    }
    return new BarSeries(
        symbol, new long[price.length], price, new double[price.length], new boolean[price.length]);
  }
}
