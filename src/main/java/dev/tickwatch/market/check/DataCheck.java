package dev.tickwatch.market.check;

import dev.tickwatch.market.calendar.SessionPhase;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;

/**
 * Judges the data of ticks as they are admitted. Immutable and thread-safe; all that changes is the
 * symbol's {@link DataCheckState}.
 */
public final class DataCheck {

  /** Moves of fewer volatilities are ordinary, whatever their ratio. */
  private static final double FAR = 8;

  /** What a stray print leaves behind: at most so many volatilities, or that share of its move. */
  private static final double LEFT = 3;

  private static final double LEFT_SHARE = 0.2;

  private static final double LOG_10 = Math.log(10);

  /**
   * How far from a ratio of splits a change may be, as a share of the ratio's logarithm: the larger
   * it is, the rarer the market alone makes such a move, and the more it may have moved beside it.
   */
  private static final double SPLIT_SHARE = 0.05;

  private static final double[] SPLITS = {1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50};

  /** A ratio means something after fewer ticks than a move that is only large. */
  private static final int FEWEST_BEFORE_SPLIT = 10;

  private static final int FEWEST_REPEATS = 4;
  private static final double UNUSUAL_REPEATS = 6;
  private static final double UNUSUAL_REPEATS_AT_ONCE = 4;

  /** The first tick of a session may come later than others, by so many silence floors. */
  private static final int FLOORS_AT_OPEN = 5;

  private static final int LONGEST_CODE = 3;

  private final DataCheckSettings settings;
  private final TradingCalendar calendar;
  private final SeriesKind series;
  private final long floorMicros;

  /**
   * @param calendar when the market is open
   * @param series what the ticks are of: ratios say something of prices only
   */
  public DataCheck(DataCheckSettings settings, TradingCalendar calendar, SeriesKind series) {
    this.settings = settings;
    this.calendar = calendar;
    this.series = series;
    this.floorMicros = settings.silenceFloor().toNanos() / 1000;
  }

  /**
   * A tick in the order of time, as the window's features see it.
   *
   * @param logReturn from the tick before; of a metric, the difference
   * @param volatility standard deviation of that return as it was known before; positive
   * @param sessionBreak whether the market was closed between the ticks, or the gap was as long
   */
  public record Move(double logReturn, double volatility, boolean sessionBreak) {}

  /** Flags of what the tick alone shows. */
  public int alone(Tick tick) {
    int flags = 0;
    if (tick.bid() > tick.ask()) {
      flags |= DataIssue.CROSSED_QUOTE.flag();
    }
    if (tick.conditions() != null && isOffMarket(tick.conditions())) {
      flags |= DataIssue.OFF_MARKET_CONDITION.flag();
    }
    return flags;
  }

  private boolean isOffMarket(String conditions) {
    for (String condition : conditions.split(",", -1)) {
      String stripped = condition.strip();
      for (String code : settings.offMarketConditions()) {
        if (stripped.equals(code) || (code.length() > LONGEST_CODE && stripped.contains(code))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Flags of what the tick shows after those before it; the state takes it as the newest.
   *
   * @param tick not older than the newest
   * @param repeats ticks in a row, up to this one, that repeat price and size of the one before
   */
  public int next(DataCheckState state, Tick tick, Move move, int repeats) {
    int flags = 0;
    if (state.ticks >= DataCheckState.FEWEST) {
      flags |= ofMove(state, move);
    } else if (state.ticks >= FEWEST_BEFORE_SPLIT) {
      flags |= ofSplit(move);
    }
    if (state.ticks > 0) {
      flags |= ofRepeats(state, tick, repeats) | ofGap(state, tick.eventTimeMicros());
    }
    state.ticks++;
    state.silent(false);
    state.lastTimeMicros = tick.eventTimeMicros();
    state.lastPrice = tick.price();
    state.lastReturn = move.logReturn();
    state.lastVolatility = move.volatility();
    return flags;
  }

  private int ofMove(DataCheckState state, Move move) {
    double change = move.logReturn();
    if (undoes(state, move)) {
      return DataIssue.STRAY_PRINT.flag();
    }
    if (series != SeriesKind.PRICE || Math.abs(change) < FAR * move.volatility()) {
      return 0;
    }
    int flags = ofSplit(move);
    double powers = Math.abs(change) / LOG_10;
    double nearest = Math.rint(powers);
    if (nearest >= 1
        && nearest <= 2
        && Math.abs(powers - nearest) * LOG_10 <= within(5 * move.volatility(), 0.08)) {
      flags |= DataIssue.DECIMAL_SHIFT.flag();
    }
    return flags;
  }

  private int ofSplit(Move move) {
    double change = Math.abs(move.logReturn());
    return series == SeriesKind.PRICE
            && move.sessionBreak()
            && change >= FAR * move.volatility()
            && isSplit(change, move.volatility())
        ? DataIssue.SPLIT_LIKE_RATIO.flag()
        : 0;
  }

  private static double within(double wanted, double most) {
    return Math.max(0.02, Math.min(most, wanted));
  }

  private static boolean isSplit(double change, double volatility) {
    for (double ratio : SPLITS) {
      double log = Math.log(ratio);
      double most = Math.min(0.08, SPLIT_SHARE * log);
      if (Math.abs(change - log) <= within(3 * volatility, most)) {
        return true;
      }
    }
    return false;
  }

  /** By the volatility before the tick that may be the stray one: it has not inflated that. */
  private static boolean undoes(DataCheckState state, Move move) {
    if (move.sessionBreak() || !(state.lastVolatility > 0)) {
      return false;
    }
    double before = state.lastReturn / state.lastVolatility;
    double now = move.logReturn() / state.lastVolatility;
    double smaller = Math.min(Math.abs(before), Math.abs(now));
    return before * now < 0
        && smaller >= FAR
        && Math.abs(before + now) <= Math.max(LEFT, LEFT_SHARE * smaller);
  }

  private static int ofRepeats(DataCheckState state, Tick tick, int repeats) {
    boolean again = repeats > 0 && tick.size() > 0; // bars that were filled have no size
    boolean atOnce = again && tick.eventTimeMicros() == state.lastTimeMicros;
    state.countRepeat(again, atOnce);
    boolean unusual =
        (state.repeats >= FEWEST_REPEATS && state.surpriseOfRepeats() >= UNUSUAL_REPEATS)
            || (state.repeatsAtOnce >= FEWEST_REPEATS
                && state.surpriseOfRepeatsAtOnce() >= UNUSUAL_REPEATS_AT_ONCE);
    return unusual ? DataIssue.DUPLICATE_BURST.flag() : 0;
  }

  private int ofGap(DataCheckState state, long time) {
    long gap = time - state.lastTimeMicros;
    if (calendar.openMicrosBetween(state.lastTimeMicros, time) != gap) {
      return 0; // not all of it in one session
    }
    long limit = limitMicros(state);
    boolean tooLong = state.knowsGaps() && gap > limit;
    state.learnGap(gap, limit);
    return tooLong ? DataIssue.GAP_IN_FEED.flag() : 0;
  }

  private long limitMicros(DataCheckState state) {
    return Math.max(floorMicros, (long) (settings.silenceFactor() * state.usualGapMicros()));
  }

  /**
   * Whether a symbol has been silent for too long at a time: in session, and for longer in open
   * hours than its usual gaps let expect.
   */
  public boolean isStale(DataCheckState state, long nowMicros) {
    if (!state.knowsGaps() || nowMicros - state.lastTimeMicros <= floorMicros) {
      return false;
    }
    if (calendar.phaseAt(nowMicros) != SessionPhase.REGULAR) {
      return false;
    }
    boolean atOpen =
        calendar.hasSessions() && calendar.phaseStartMicros(nowMicros) > state.lastTimeMicros;
    long limit = limitMicros(state);
    return openGapMicros(state, nowMicros)
        > (atOpen ? Math.max(limit, FLOORS_AT_OPEN * floorMicros) : limit);
  }

  /** Open hours since a symbol's newest tick, in its market's regular sessions, microseconds. */
  public long openGapMicros(DataCheckState state, long nowMicros) {
    return calendar.openMicrosBetween(state.lastTimeMicros, nowMicros);
  }
}
