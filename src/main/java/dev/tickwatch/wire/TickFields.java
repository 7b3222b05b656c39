package dev.tickwatch.wire;

/**
 * Names of a tick's fields in JSON records, for topics that exist already. A nested field is
 * written with dots ({@code data.px}).
 */
public record TickFields(
    String symbol,
    String time,
    String price,
    String size,
    String bid,
    String ask,
    String exchange,
    String conditions) {

  /** The names of {@code schemas/tick.avsc}. */
  public static final TickFields DEFAULT =
      new TickFields(
          "symbol", "event_time", "price", "size", "bid", "ask", "exchange", "conditions");
}
