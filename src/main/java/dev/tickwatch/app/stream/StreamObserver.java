package dev.tickwatch.app.stream;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.TickDefect;

/**
 * Hears what the stream does, for meters. Called on stream threads; must be thread-safe and quick.
 */
public interface StreamObserver {

  /** Hears nothing. */
  StreamObserver NONE = new StreamObserver() {};

  /** A record was read from the tick topic. */
  default void tickIn() {}

  /** A tick arrived late and was put in its place. */
  default void tickLate() {}

  /** A tick's symbol is still warming up. */
  default void tickWarmingUp() {}

  /** What was stored of a symbol is of other bars or another calendar, and was put away. */
  default void startedCold() {}

  /** A record went to the dead letters. */
  default void deadLettered(TickDefect.Reason reason) {}

  /**
   * A tick was scored.
   *
   * @param endToEndMillis from the Kafka timestamp of its record to now; -1 when that is unknown,
   *     because the tick was still unscored when its task moved or restarted
   */
  default void tickScored(long endToEndMillis) {}

  /**
   * A batch went through the model.
   *
   * @param windows in the batch
   * @param nanos that the call took
   */
  default void batchScored(int windows, long nanos) {}

  /** The data of a tick were found wrong, or a symbol fell silent. */
  default void badData(DataIssue reason) {}

  /** An alert was emitted. */
  default void alerted(Alert alert) {}

  /** A market alert was emitted. */
  default void marketAlerted(MarketAlert alert) {}

  /** What symbols did in a bucket came after the market had been judged, and was left out. */
  default void marketTooLate(long symbols) {}
}
