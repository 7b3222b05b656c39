package dev.tickwatch.io.wire;

import dev.tickwatch.market.bar.BarSettings;
import dev.tickwatch.market.tick.EventTimeBounds;
import dev.tickwatch.settings.Setting;
import java.util.Optional;

/**
 * What ticks come in as, and which of them are taken.
 *
 * @param format of their records
 * @param fields names of their JSON fields
 * @param keyedBySymbol whether the key of every record stands for its symbol
 * @param times event times that they can have
 * @param bars whether they become bars
 */
@Setting("How incoming ticks are read and which are refused.")
public record TickSettings(
    @Setting(value = "Format of incoming ticks.", byDefault = "avro") RecordFormat format,
    Fields fields,
    @Setting(
            value =
                "Whether records of the tick topic are keyed by symbol, so that one partition has"
                    + " all ticks of a symbol. Otherwise they are sent through a repartition"
                    + " topic first.",
            byDefault = "true")
        boolean keyedBySymbol,
    EventTimeBounds times,
    BarSettings bars) {

  /**
   * @throws IllegalArgumentException when two fields have one name
   */
  public TickSettings {
    try {
      var unused = fields.names();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ticks.fields: " + e.getMessage(), e);
    }
  }

  /** Section {@code ticks.fields}. */
  @Setting(
      "Names of a tick's fields in JSON records; a nested field is written with dots"
          + " (`data.px`). Not used by Avro.")
  public record Fields(
      @Setting(value = "The instrument.", byDefault = "symbol") String symbol,
      @Setting(value = "Event time.", byDefault = "event_time") String time,
      @Setting(value = "Price.", byDefault = "price") String price,
      @Setting(value = "Units traded. Empty where the feed has none.", byDefault = "size")
          Optional<String> size,
      @Setting(value = "Highest price of a bar. Empty where the feed has none.", byDefault = "high")
          Optional<String> high,
      @Setting(value = "Lowest price of a bar. Empty where the feed has none.", byDefault = "low")
          Optional<String> low,
      @Setting(value = "Best bid. Empty where the feed has none.", byDefault = "bid")
          Optional<String> bid,
      @Setting(value = "Best ask. Empty where the feed has none.", byDefault = "ask")
          Optional<String> ask,
      @Setting(value = "Where it traded. Empty where the feed has none.", byDefault = "exchange")
          Optional<String> exchange,
      @Setting(value = "Sale conditions. Empty where the feed has none.", byDefault = "conditions")
          Optional<String> conditions) {

    /**
     * The same for the parser.
     *
     * @throws IllegalArgumentException when two fields have one name
     */
    public TickFields names() {
      return new TickFields(
          symbol,
          time,
          price,
          size.orElse(null),
          high.orElse(null),
          low.orElse(null),
          bid.orElse(null),
          ask.orElse(null),
          exchange.orElse(null),
          conditions.orElse(null));
    }
  }
}
