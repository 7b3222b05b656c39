package dev.tickwatch.io.wire;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.tick.Tick;
import java.util.List;
import org.apache.avro.specific.SpecificData;

/**
 * The codecs of each kind of record; all are thread-safe.
 *
 * <p>Avro records carry the fingerprint of their schema; those of past versions are read too. JSON
 * records have the field names of the schemas, times as ISO-8601 UTC text with six decimals, bytes
 * as base64, and null for a number that is not finite.
 */
public final class WireFormat {

  private WireFormat() {}

  /**
   * Ticks, JSON times read as {@link EventTimes#DEFAULT}.
   *
   * @param fields names of the JSON fields; not used by Avro
   */
  public static Codec<Tick> ticks(RecordFormat format, TickFields fields) {
    return ticks(format, fields, EventTimes.DEFAULT);
  }

  /**
   * Ticks.
   *
   * @param fields names of the JSON fields; not used by Avro
   * @param times how JSON times are read; not used by Avro
   */
  public static Codec<Tick> ticks(RecordFormat format, TickFields fields, EventTimes times) {
    return switch (format) {
      case AVRO ->
          new AvroCodec<>(
              model(new dev.tickwatch.schema.Tick()),
              dev.tickwatch.schema.Tick.getClassSchema(),
              PastSchemas.of("tick"),
              AvroRecords::of,
              AvroRecords::tick);
      case JSON -> new JsonTickCodec(fields, times);
    };
  }

  /** Scores. */
  public static Codec<Score> scores(RecordFormat format) {
    return switch (format) {
      case AVRO ->
          AvroCodec.writing(
              model(new dev.tickwatch.schema.Score()),
              dev.tickwatch.schema.Score.getClassSchema(),
              PastSchemas.of("score"),
              AvroFields::write,
              AvroRecords::score);
      case JSON -> new JsonCodec<>("score", JsonRecords::write, JsonRecords::score);
    };
  }

  /** Forecasts. */
  public static Codec<Forecast> forecasts(RecordFormat format) {
    return switch (format) {
      case AVRO ->
          AvroCodec.writing(
              model(new dev.tickwatch.schema.Forecast()),
              dev.tickwatch.schema.Forecast.getClassSchema(),
              PastSchemas.of("forecast"),
              AvroFields::write,
              AvroRecords::forecast);
      case JSON -> new JsonCodec<>("forecast", JsonRecords::write, JsonRecords::forecast);
    };
  }

  /** Alerts. */
  public static Codec<Alert> alerts(RecordFormat format) {
    return switch (format) {
      case AVRO ->
          new AvroCodec<>(
              model(new dev.tickwatch.schema.Alert()),
              dev.tickwatch.schema.Alert.getClassSchema(),
              PastSchemas.of("alert"),
              AvroRecords::of,
              AvroRecords::alert);
      case JSON -> new JsonCodec<>("alert", JsonRecords::write, JsonRecords::alert);
    };
  }

  /** Market alerts; there were none in past versions. */
  public static Codec<MarketAlert> marketAlerts(RecordFormat format) {
    return switch (format) {
      case AVRO ->
          new AvroCodec<>(
              model(new dev.tickwatch.schema.MarketAlert()),
              dev.tickwatch.schema.MarketAlert.getClassSchema(),
              List.of(),
              AvroRecords::of,
              AvroRecords::marketAlert);
      case JSON -> new JsonCodec<>("market alert", JsonRecords::write, JsonRecords::marketAlert);
    };
  }

  /** Dead letters. */
  public static Codec<DeadLetter> deadLetters(RecordFormat format) {
    return switch (format) {
      case AVRO ->
          new AvroCodec<>(
              model(new dev.tickwatch.schema.DeadLetter()),
              dev.tickwatch.schema.DeadLetter.getClassSchema(),
              PastSchemas.of("dead_letter"),
              AvroRecords::of,
              AvroRecords::deadLetter);
      case JSON -> new JsonCodec<>("dead letter", JsonRecords::write, JsonRecords::deadLetter);
    };
  }

  private static SpecificData model(org.apache.avro.specific.SpecificRecordBase instance) {
    return instance.getSpecificData();
  }
}
