package dev.tickwatch.lab.baseline;

import java.util.Arrays;

/**
 * Bars of one symbol in order of time. The arrays are shared, not copied: whoever made a series and
 * whoever reads it leaves them as they are.
 */
public final class BarSeries {
  private final String symbol;
  private final long[] timeMicros;
  private final double[] price;
  private final double[] size;
  private final boolean[] sessionBreak;

  /**
   * All arrays have one element a bar, oldest first.
   *
   * @param symbol what is traded
   * @param timeMicros event time of a bar, in microseconds since 1970, never falling
   * @param price above 0
   * @param size traded volume, 0 or more
   * @param sessionBreak true where the market was closed, or a session began, between the bar
   *     before and this one
   * @throws IllegalArgumentException when lengths differ or a price is not above 0
   */
  public BarSeries(
      String symbol, long[] timeMicros, double[] price, double[] size, boolean[] sessionBreak) {
    int length = timeMicros.length;
    if (price.length != length || size.length != length || sessionBreak.length != length) {
      throw new IllegalArgumentException("arrays of " + symbol + " differ in length");
    }
    for (double p : price) {
      if (!(p > 0)) {
        throw new IllegalArgumentException("price " + p + " of " + symbol + " is not above 0");
      }
    }
    this.symbol = symbol;
    this.timeMicros = timeMicros;
    this.price = price;
    this.size = size;
    this.sessionBreak = sessionBreak;
  }

  /** What is traded. */
  public String symbol() {
    return symbol;
  }

  /** Event times in microseconds since 1970; shared. */
  public long[] timeMicros() {
    return timeMicros;
  }

  /** Prices, above 0; shared. */
  public double[] price() {
    return price;
  }

  /** Traded volumes; shared. */
  public double[] size() {
    return size;
  }

  /** True where the market was closed between the bar before and this one; shared. */
  public boolean[] sessionBreak() {
    return sessionBreak;
  }

  /** Number of bars. */
  public int length() {
    return timeMicros.length;
  }

  /** The first {@code bars} bars, copied. */
  public BarSeries prefix(int bars) {
    return range(0, bars);
  }

  /** The last {@code bars} bars, copied. */
  public BarSeries suffix(int bars) {
    return range(length() - bars, length());
  }

  private BarSeries range(int from, int to) {
    return new BarSeries(
        symbol,
        Arrays.copyOfRange(timeMicros, from, to),
        Arrays.copyOfRange(price, from, to),
        Arrays.copyOfRange(size, from, to),
        Arrays.copyOfRange(sessionBreak, from, to));
  }
}
