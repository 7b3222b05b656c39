package dev.tickwatch.wire;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.detection.Forecast;
import dev.tickwatch.detection.Score;
import dev.tickwatch.tick.Tick;

/** The codecs of each kind of record. */
public final class WireFormat {
  private WireFormat() {}

  /** Ticks; {@code fields} names the JSON fields and is not used by Avro. */
  public static Codec<Tick> ticks(RecordFormat format, TickFields fields) {
    throw new UnsupportedOperationException();
  }

  /** Scores. */
  public static Codec<Score> scores(RecordFormat format) {
    throw new UnsupportedOperationException();
  }

  /** Forecasts. */
  public static Codec<Forecast> forecasts(RecordFormat format) {
    throw new UnsupportedOperationException();
  }

  /** Alerts. */
  public static Codec<Alert> alerts(RecordFormat format) {
    throw new UnsupportedOperationException();
  }

  /** Dead letters. */
  public static Codec<DeadLetter> deadLetters(RecordFormat format) {
    throw new UnsupportedOperationException();
  }
}
