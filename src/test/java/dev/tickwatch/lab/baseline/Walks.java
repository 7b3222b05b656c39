package dev.tickwatch.lab.baseline;

import java.util.SplittableRandom;

/** Seeded random walks in bars of a minute. */
public final class Walks {
  /** Standard deviation of a return. */
  public static final double VOLATILITY = 0.001;

  private Walks() {}

  /** A walk without session breaks. */
  public static BarSeries walk(int bars, long seed) {
    return walk(bars, seed, Integer.MAX_VALUE, 0);
  }

  /**
   * A walk whose every {@code session}-th bar follows a session break, with a return of its own.
   */
  public static BarSeries walk(int bars, long seed, int session, double gapVolatility) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] time = new long[bars];
    double[] price = new double[bars];
    double[] size = new double[bars];
    boolean[] sessionBreak = new boolean[bars];
    double log = Math.log(100);
    for (int i = 0; i < bars; i++) {
      sessionBreak[i] = i > 0 && i % session == 0;
      log += random.nextGaussian() * (sessionBreak[i] ? gapVolatility : VOLATILITY);
      time[i] = i * 60_000_000L;
      price[i] = Math.exp(log);
      size[i] = Math.exp(5 + 0.3 * random.nextGaussian());
    }
    return new BarSeries("WALK" + seed, time, price, size, sessionBreak);
  }

  /** The same series with all prices from {@code bar} on multiplied. */
  public static BarSeries shifted(BarSeries series, int bar, double logShift) {
    double[] price = series.price().clone();
    for (int i = bar; i < price.length; i++) {
      price[i] *= Math.exp(logShift);
    }
    return new BarSeries(
        series.symbol(), series.timeMicros(), price, series.size(), series.sessionBreak());
  }
}
