package dev.tickwatch.model.window;

import dev.tickwatch.market.calendar.SessionPhase;
import dev.tickwatch.market.calendar.TradingCalendar;

/**
 * Parts of a trading day that differ in how volatile and how busy they usually are: the first tick
 * after a close, the first of a phase, and finer pieces near the open and the close. On a calendar
 * without sessions: the hours of a weekday and of a weekend day, UTC.
 */
public final class DayPart {
  private static final long MINUTE = 60_000_000L;
  private static final long HOUR = 60 * MINUTE;

  /** Beyond it a closed market was closed for more than a night. */
  private static final long NIGHT = 40 * HOUR;

  private static final int PHASES = 4;
  private static final int[] SINCE_START = {
    1, 2, 3, 5, 10, 15, 30, 45, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 375, 385, 389
  };
  private static final int PIECES = SINCE_START.length + 1;
  private static final int FIRST_OF_DAY = 0;
  private static final int FIRST_OF_PHASE = FIRST_OF_DAY + 2 * PHASES;
  private static final int WITHIN = FIRST_OF_PHASE + PHASES;
  private static final int AROUND_THE_CLOCK = WITHIN + PHASES * PIECES;

  /** Number of parts; they are numbered from 0. */
  public static final int COUNT = AROUND_THE_CLOCK + 48;

  private DayPart() {}

  /**
   * The part that a tick lies in.
   *
   * @param before event time of the tick before, microseconds since the epoch
   * @param time its own, not earlier
   */
  public static int of(TradingCalendar calendar, long before, long time) {
    if (!calendar.hasSessions()) {
      long hours = Math.floorDiv(time, HOUR);
      long day = Math.floorDiv(hours, 24L);
      boolean weekend = Math.floorMod(day + 3, 7L) >= 5; // the epoch was a Thursday
      return AROUND_THE_CLOCK + (weekend ? 24 : 0) + (int) Math.floorMod(hours, 24L);
    }
    int phase = index(calendar.phaseAt(time));
    if (calendar.closedBetween(before, time)) {
      return FIRST_OF_DAY + 2 * phase + (time - before > NIGHT ? 1 : 0);
    }
    long start = calendar.phaseStartMicros(time);
    if (before < start) {
      return FIRST_OF_PHASE + phase;
    }
    long minutes = (time - start) / MINUTE;
    int piece = 0;
    while (piece < SINCE_START.length && minutes >= SINCE_START[piece]) {
      piece++;
    }
    return WITHIN + phase * PIECES + piece;
  }

  /** Part of the format of models: never to change. */
  private static int index(SessionPhase phase) {
    return switch (phase) {
      case CLOSED -> 0;
      case PRE_MARKET -> 1;
      case REGULAR -> 2;
      case POST_MARKET -> 3;
    };
  }

  /** Whether the part is the first tick after a close. */
  public static boolean followsClose(int part) {
    return part < FIRST_OF_PHASE;
  }

  /**
   * Where in its trading day a time lies: -1 to 0 in the pre-market, 0 to 1 in the regular session,
   * 1 to 2 in the post-market, 0 while closed; on a calendar without sessions the share of the UTC
   * day that is over.
   */
  static double position(TradingCalendar calendar, long time) {
    SessionPhase phase = calendar.phaseAt(time);
    if (phase == SessionPhase.CLOSED) {
      return 0;
    }
    long start = calendar.phaseStartMicros(time);
    double share = (time - start) / (double) (calendar.phaseEndMicros(time) - start);
    return switch (phase) {
      case PRE_MARKET -> share - 1;
      case POST_MARKET -> share + 1;
      case REGULAR, CLOSED -> share;
    };
  }
}
