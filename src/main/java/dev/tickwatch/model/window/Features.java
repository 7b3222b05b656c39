package dev.tickwatch.model.window;

import java.util.List;

/**
 * What the model sees of a tick: one row of {@value #COUNT} floats, computed in double precision
 * from the tick and those before it. Prices themselves never reach a float.
 */
public final class Features {

  /** Log return from the tick before. */
  public static final int LOG_RETURN = 0;

  /**
   * Natural log of the size, floored at {@value #SMALLEST_SIZE}, less what is usual at that part of
   * the trading day.
   */
  public static final int LOG_SIZE = 1;

  /** ln(1 + milliseconds since the tick before). */
  public static final int LOG_GAP = 2;

  /**
   * 1 when the market was closed between the tick before and this one, or the gap is longer than
   * the model's session gap; else 0.
   */
  public static final int SESSION_GAP = 3;

  /**
   * Log of the volatility that was to be expected of this return, as known before the tick: it
   * cannot inflate its own scale. The symbol's recent volatility times what is usual at that part
   * of the trading day and after such a gap.
   */
  public static final int LOG_VOLATILITY = 4;

  /** Where in its trading day the tick lies, see {@link DayPart#position}. */
  public static final int DAY_POSITION = 5;

  /**
   * How far the bar's range reaches beyond its close and the close before it, as a log: its longer
   * wick. 0 for trades.
   */
  public static final int WICK = 6;

  /** Ticks in a row, up to this one, that repeat price and size of the tick before them. */
  public static final int REPEATS = 7;

  /**
   * Log of the symbol's usual smallest move (a log return) against the expected volatility: how
   * coarse the price grid is.
   */
  public static final int PRICE_GRID = 8;

  /**
   * Log of the symbol's volatility over a long time against its recent one, as known before the
   * tick.
   */
  public static final int LONG_VOLATILITY = 9;

  /** F, features in a row. */
  public static final int COUNT = 10;

  /**
   * How many of them, from the first, are modelled (have a likelihood); the rest condition the
   * model.
   */
  public static final int MODELLED = 3;

  /** Smaller sizes count as this. */
  public static final double SMALLEST_SIZE = 1e-6;

  /** Names in row order, as the manifest of a model lists them. */
  public static final List<String> NAMES =
      List.of(
          "log_return",
          "log_size",
          "log_gap",
          "session_gap",
          "log_volatility",
          "day_position",
          "wick",
          "repeats",
          "price_grid",
          "long_volatility");

  private Features() {}
}
