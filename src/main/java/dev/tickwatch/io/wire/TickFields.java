package dev.tickwatch.io.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of a tick's fields in JSON records, for topics that exist already. A nested field is
 * written with dots ({@code data.px}).
 *
 * @param symbol text; a number is taken as its digits
 * @param time ISO-8601 text or a number since the epoch, see {@link EventTimes}
 * @param price a number, also as text
 * @param size a number, also as text; null where the feed has none, and every size is then 1
 * @param high highest price of a bar, as price; null where the feed has none
 * @param low lowest price of a bar, as price; null where the feed has none
 * @param bid as price; null where the feed has none
 * @param ask as price; null where the feed has none
 * @param exchange text; null where the feed has none
 * @param conditions text, or an array that is joined by commas; null where the feed has none
 */
public record TickFields(
    String symbol,
    String time,
    String price,
    String size,
    String high,
    String low,
    String bid,
    String ask,
    String exchange,
    String conditions) {

  /** The names of {@code schemas/tick.avsc}. */
  public static final TickFields DEFAULT =
      new TickFields(
          "symbol",
          "event_time",
          "price",
          "size",
          "high",
          "low",
          "bid",
          "ask",
          "exchange",
          "conditions");

  /**
   * @throws IllegalArgumentException when symbol, time or price has no name, a name has an empty
   *     part, or two names are the same or one within the other
   */
  public TickFields {
    List<String> taken = new ArrayList<>();
    check("symbol", symbol, true, taken);
    check("time", time, true, taken);
    check("price", price, true, taken);
    check("size", size, false, taken);
    check("high", high, false, taken);
    check("low", low, false, taken);
    check("bid", bid, false, taken);
    check("ask", ask, false, taken);
    check("exchange", exchange, false, taken);
    check("conditions", conditions, false, taken);
  }

  private static void check(String field, String name, boolean needed, List<String> taken) {
    if (name == null && !needed) {
      return;
    }
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("tick field " + field + " has no name");
    }
    if (("." + name + ".").contains("..")) {
      throw new IllegalArgumentException(
          "tick field " + field + " has the name '" + name + "' with an empty part");
    }
    for (String other : taken) {
      if ((name + ".").startsWith(other + ".") || (other + ".").startsWith(name + ".")) {
        throw new IllegalArgumentException(
            "tick field "
                + field
                + " has the name '"
                + name
                + "', which clashes with '"
                + other
                + "'");
      }
    }
    taken.add(name);
  }
}
