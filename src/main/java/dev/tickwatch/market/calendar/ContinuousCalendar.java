package dev.tickwatch.market.calendar;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A market that never closes: always REGULAR, each day from midnight UTC being one phase. */
final class ContinuousCalendar implements TradingCalendar {
  static final String NAME = "24x7";
  static final ContinuousCalendar INSTANCE = new ContinuousCalendar();

  private static final long DAY = Duration.ofDays(1).toNanos() / 1000;

  private ContinuousCalendar() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hasSessions() {
    return false;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public SessionPhase phaseAt(long micros) {
    return SessionPhase.REGULAR;
  }

  @Override
  public long phaseStartMicros(long micros) {
    return micros - Math.floorMod(micros, DAY);
  }

  @Override
  public long phaseEndMicros(long micros) {
    return phaseStartMicros(micros) + DAY;
  }

  @Override
  public long openMicrosBetween(long fromMicros, long toMicros) {
    return Math.max(0, toMicros - fromMicros);
  }

  @Override
  public boolean closedBetween(long fromMicros, long toMicros) {
    return false;
  }

  @Override
  public int tradingDaysBetween(long fromMicros, long toMicros) {
    long midnights = Math.floorDiv(toMicros - 1, DAY) - Math.floorDiv(fromMicros - 1, DAY);
    return Math.toIntExact(Math.max(0, midnights));
  }

  @Override
  public long tradingDayStartMicros(long micros) {
    return phaseStartMicros(micros);
  }

  @Override
  public long tradingDayEndMicros(long micros) {
    return phaseEndMicros(micros);
  }

  /** Its name: settings with a calendar are written out, and hashed, by it. */
  @Override
  public String toString() {
    return name();
  }
}
