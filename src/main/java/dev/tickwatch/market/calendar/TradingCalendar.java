package dev.tickwatch.market.calendar;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a market trades. All times are microseconds since the epoch; every span includes its start
 * and excludes its end. Queries allocate nothing and read no clock. Immutable and thread-safe.
 */
public sealed interface TradingCalendar permits ExchangeCalendar, ContinuousCalendar {

  /** Names that {@link #named} knows: of every exchange that has a file, and {@code 24x7}. */
  List<String> NAMES =
      Stream.concat(Exchanges.NAMES.stream(), Stream.of(ContinuousCalendar.NAME)).toList();

  /**
   * A calendar by its name: {@code xnys} for US equities, {@code 24x7} for markets that never
   * close.
   *
   * @throws IllegalArgumentException when there is none of that name; the message lists the names
   */
  static TradingCalendar named(String name) {
    if (name.equals(ContinuousCalendar.NAME)) {
      return ContinuousCalendar.INSTANCE;
    }
    return Exchanges.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no calendar '"
                        + name
                        + "'; must be one of "
                        + String.join(", ", NAMES)));
  }

  /** The {@link #NAMES}, each with what is traded there, for people. */
  static List<String> described() {
    return Stream.concat(
            Exchanges.NAMES.stream().map(Exchanges::described), Stream.of(ContinuousCalendar.NAME))
        .toList();
  }

  /** The name that {@link #named} knows it by. */
  String name();

  /** Whether the market ever closes. */
  boolean hasSessions();

  /** The zone that the market's hours and dates are in. */
  ZoneId zone();

  /** The phase at a time. */
  SessionPhase phaseAt(long micros);

  /**
   * Where the phase that holds at a time began. A CLOSED phase runs on over weekends and holidays.
   *
   * @return {@link Long#MIN_VALUE} before the calendar's first day
   */
  long phaseStartMicros(long micros);

  /**
   * Where the phase that holds at a time ends.
   *
   * @return {@link Long#MAX_VALUE} after the calendar's last day
   */
  long phaseEndMicros(long micros);

  /** How long the market was in its REGULAR phase within a span; 0 for an empty or reversed one. */
  long openMicrosBetween(long fromMicros, long toMicros);

  /** Whether a span has any CLOSED time in it; false for an empty or reversed one. */
  boolean closedBetween(long fromMicros, long toMicros);

  /** How many REGULAR phases begin within a span; 0 for an empty or reversed one. */
  int tradingDaysBetween(long fromMicros, long toMicros);

  /**
   * Where the trading day of a time began: at the end of the last trading of the day before, so
   * that closed hours belong to the trading day that follows them.
   *
   * @return {@link Long#MIN_VALUE} before the calendar's first day
   */
  long tradingDayStartMicros(long micros);

  /**
   * Where the trading day of a time ends: with its last trading, post-market included.
   *
   * @return {@link Long#MAX_VALUE} after the calendar's last day
   */
  long tradingDayEndMicros(long micros);
}
