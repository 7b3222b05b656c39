package dev.tickwatch.lab.injection;

import dev.tickwatch.market.tick.Tick;
import java.util.Arrays;
import java.util.List;

/**
 * How much the real prices moved a tick, before a tick: the mean absolute log return of the latest
 * ticks, scaled to a standard deviation under normal returns, and never below the price tick.
 * Returns over much longer gaps than usual (a closed market) do not count. Owes nothing to the
 * detector's own idea of volatility.
 */
final class LocalVolatility {
  private static final int SPAN = 120;
  private static final double LONG_GAP = 8;
  private static final double MEAN_ABS_TO_SIGMA = Math.sqrt(Math.PI / 2);
  private static final double LEAST = 1e-5;

  private final List<Tick> ticks;
  private final double longGap;
  private final double priceTick;

  LocalVolatility(List<Tick> ticks) {
    this.ticks = ticks;
    long[] gaps = new long[Math.max(1, ticks.size() - 1)];
    double[] moves = new double[gaps.length];
    for (int i = 1; i < ticks.size(); i++) {
      gaps[i - 1] = ticks.get(i).eventTimeMicros() - ticks.get(i - 1).eventTimeMicros();
      moves[i - 1] = Math.abs(ticks.get(i).price() - ticks.get(i - 1).price());
    }
    longGap = LONG_GAP * quantile(Arrays.stream(gaps).asDoubleStream().toArray(), 0.5) + 1;
    // A low quantile of the moves that are any: the smallest one may be a rounding error.
    double[] some = Arrays.stream(moves).filter(move -> move > 0).toArray();
    priceTick = some.length == 0 ? 0 : quantile(some, 0.01);
  }

  private static double quantile(double[] values, double level) {
    Arrays.sort(values);
    return values[(int) (level * (values.length - 1))];
  }

  /** Of the ticks before an index; positive. */
  double before(int index) {
    double sum = 0;
    int count = 0;
    for (int i = index - 1; i >= 1 && count < SPAN; i--) {
      long gap = ticks.get(i).eventTimeMicros() - ticks.get(i - 1).eventTimeMicros();
      if (gap < longGap) {
        sum += Math.abs(Math.log(ticks.get(i).price() / ticks.get(i - 1).price()));
        count++;
      }
    }
    double floor = Math.max(LEAST, priceTick / ticks.get(index - 1).price());
    return count == 0 ? floor : Math.max(floor, sum / count * MEAN_ABS_TO_SIGMA);
  }
}
