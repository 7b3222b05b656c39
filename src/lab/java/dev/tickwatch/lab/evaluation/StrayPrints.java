package dev.tickwatch.lab.evaluation;

import dev.tickwatch.market.tick.Tick;
import java.util.Arrays;
import java.util.List;

/**
 * Real stray prints, told with hindsight: a price far from the median of those before it and from
 * that of those behind it, while these two agree. No detector is asked, and none can know it at the
 * time.
 */
final class StrayPrints {
  private static final int AROUND = 5;

  /** The medians on both sides are the same where they differ by less than this of the distance. */
  private static final double AGREE = 1.0 / 3;

  private StrayPrints() {}

  /**
   * Whether a price is stray.
   *
   * @param distance share of the price; at 0 none is
   */
  static boolean at(List<Tick> ticks, int index, double distance) {
    if (distance == 0 || index < AROUND || index + AROUND >= ticks.size()) {
      return false;
    }
    double before = median(ticks, index - AROUND, index);
    double behind = median(ticks, index + 1, index + 1 + AROUND);
    double price = ticks.get(index).price();
    return Math.abs(before - behind) < AGREE * distance * price
        && Math.min(Math.abs(price - before), Math.abs(price - behind)) > distance * price;
  }

  /** Median price of a few ticks in a row. */
  static double median(List<Tick> ticks, int from, int to) {
    double[] prices = new double[to - from];
    Arrays.setAll(prices, i -> ticks.get(from + i).price());
    Arrays.sort(prices);
    return prices[prices.length / 2];
  }
}
