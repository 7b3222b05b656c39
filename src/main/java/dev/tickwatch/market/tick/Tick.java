package dev.tickwatch.market.tick;

/**
 * One trade, or the close of one bar.
 *
 * @param symbol the instrument; never empty
 * @param eventTimeMicros when it traded, microseconds since the epoch
 * @param price finite, in the instrument's currency; positive, unless it is a metric's value, which
 *     may have any sign
 * @param size units traded, zero or more
 * @param high highest price of the bar, or NaN for a trade
 * @param low lowest price of the bar, or NaN for a trade
 * @param bid best bid when it traded, or NaN where the feed has none
 * @param ask best ask when it traded, or NaN where the feed has none
 * @param exchange where it traded, or null
 * @param conditions sale conditions as the feed states them, or null
 */
public record Tick(
    String symbol,
    long eventTimeMicros,
    double price,
    double size,
    double high,
    double low,
    double bid,
    double ask,
    String exchange,
    String conditions) {

  /** A trade: without high and low. */
  public Tick(
      String symbol,
      long eventTimeMicros,
      double price,
      double size,
      double bid,
      double ask,
      String exchange,
      String conditions) {
    this(
        symbol,
        eventTimeMicros,
        price,
        size,
        Double.NaN,
        Double.NaN,
        bid,
        ask,
        exchange,
        conditions);
  }

  /** A trade without quote, exchange or conditions. */
  public static Tick of(String symbol, long eventTimeMicros, double price, double size) {
    return new Tick(symbol, eventTimeMicros, price, size, Double.NaN, Double.NaN, null, null);
  }

  /** A bar: its close, with the range of its prices. */
  public static Tick bar(
      String symbol, long eventTimeMicros, double close, double size, double high, double low) {
    return new Tick(
        symbol, eventTimeMicros, close, size, high, low, Double.NaN, Double.NaN, null, null);
  }

  /** The same tick at other prices and another size. */
  public Tick with(double otherPrice, double otherSize, double otherHigh, double otherLow) {
    return new Tick(
        symbol,
        eventTimeMicros,
        otherPrice,
        otherSize,
        otherHigh,
        otherLow,
        bid,
        ask,
        exchange,
        conditions);
  }

  /** Whether the tick carries the range of a bar. */
  public boolean hasRange() {
    return !Double.isNaN(high) && !Double.isNaN(low);
  }
}
