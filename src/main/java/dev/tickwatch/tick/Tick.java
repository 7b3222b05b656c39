package dev.tickwatch.tick;

/**
 * One trade, or the close of one bar.
 *
 * @param symbol the instrument; never empty
 * @param eventTimeMicros when it traded, microseconds since the epoch
 * @param price positive and finite, in the instrument's currency
 * @param size units traded, zero or more
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
    double bid,
    double ask,
    String exchange,
    String conditions) {

  /** A tick without quote, exchange or conditions. */
  public static Tick of(String symbol, long eventTimeMicros, double price, double size) {
    return new Tick(symbol, eventTimeMicros, price, size, Double.NaN, Double.NaN, null, null);
  }
}
