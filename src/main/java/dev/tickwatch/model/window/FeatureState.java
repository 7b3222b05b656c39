package dev.tickwatch.model.window;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.Fields;

/**
 * Turns the ticks of one symbol, in order of event time, into rows of {@link Features}. Trainer and
 * scorer both run this code, tick by tick. Not thread-safe.
 *
 * <p>Volatility is an exponentially weighted mean of absolute log returns, each in units of what is
 * usual at its part of the day and after its gap, scaled to a standard deviation under normal
 * returns. A return counts at most {@value #WINSOR} volatilities, so that one stray print cannot
 * inflate it. It is floored at the price tick (the smallest change of price seen so far), so that
 * the smallest possible move of a flat series is a move of one volatility.
 */
public final class FeatureState {
  private static final double WINSOR = 5;
  private static final double MEAN_ABS_TO_SIGMA = Math.sqrt(Math.PI / 2);
  private static final int WINSOR_FROM = 20;
  private static final int LONG = 20;

  /** Floor of volatility while no change of price has been seen: one basis point. */
  private static final double UNKNOWN_TICK_FLOOR = 1e-4;

  /** What stands for a metric's value of zero there. */
  private static final double SMALLEST_VALUE = 1e-5;

  /**
   * A metric's volatility is no smaller, and a smaller change counts as none: it would not be a
   * normal float.
   */
  private static final double SMALLEST_CHANGE = 1e-30;

  /** A change of more volatilities is taken for so many: its square is still a float. */
  private static final double MOST_VOLATILITIES = 1e12;

  /** Changes of price below this share of the price are rounding, not a tick. */
  private static final double ROUNDING = 1e-9;

  /** Quantile of the moves that is taken for the grid's width, and how fast it is followed. */
  private static final double GRID_LEVEL = 0.1;

  private static final double GRID_STEP = 0.1;
  private static final int MOST_REPEATS = 1000;

  private FeatureSettings settings;
  private long ticks;
  private long lastTimeMicros;
  private double lastPrice;
  private double lastSize;
  private double meanAbsReturn;

  /** The same over {@value #LONG} times the span. */
  private double longMeanAbsReturn;

  private long returns;
  private double priceTick;

  /** Log of a low quantile of the moves other than zero; NaN while there was none. */
  private double logGrid = Double.NaN;

  private int repeats;

  /** Nothing seen yet. */
  public FeatureState(FeatureSettings settings) {
    this.settings = settings;
  }

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    ticks = fields.int64(ticks);
    lastTimeMicros = fields.int64(lastTimeMicros);
    lastPrice = fields.float64(lastPrice);
    lastSize = fields.float64(lastSize);
    meanAbsReturn = fields.float64(meanAbsReturn);
    longMeanAbsReturn = fields.float64(longMeanAbsReturn);
    returns = fields.int64(returns);
    priceTick = fields.float64(priceTick);
    logGrid = fields.float64(logGrid);
    repeats = fields.int32(repeats);
  }

  /** From now on under other settings that {@link FeatureSettings#holdsWindowsOf} these. */
  void follow(FeatureSettings next) {
    settings = next;
  }

  /**
   * Takes the next tick and writes its row. The symbol's first tick has no return: it gets 0 and a
   * session gap.
   *
   * @param tick not older than the one before
   * @param row receives {@link Features#COUNT} floats
   */
  public void next(Tick tick, float[] row) {
    boolean first = ticks == 0;
    long before = first ? tick.eventTimeMicros() : lastTimeMicros;
    long gap = Math.max(0, tick.eventTimeMicros() - before);
    int part = DayPart.of(settings.calendar(), before, tick.eventTimeMicros());
    double factor = settings.profile().volatilityFactor(part, gap);
    double usual = meanAbsReturn * MEAN_ABS_TO_SIGMA;
    double volatility = Math.max(floor(), usual * factor);
    double change = first ? 0 : settings.series().change(lastPrice, tick.price());
    countRepeats(tick, first);
    fill(row, settings, tick, first ? tick.price() : lastPrice, gap, first, part, volatility);
    row[Features.REPEATS] = repeats;
    double grid = Double.isNaN(logGrid) ? 0 : logGrid - Math.log(unitAt(tick.price()) * volatility);
    row[Features.PRICE_GRID] = (float) grid;
    double unit = volatility / factor;
    double longer = Math.max(floor() / factor, longMeanAbsReturn * MEAN_ABS_TO_SIGMA);
    row[Features.LONG_VOLATILITY] = (float) Math.log(longer / unit);
    if (!first) {
      learn(change, tick.price(), factor, row[Features.SESSION_GAP] > 0);
    }
    ticks++;
    lastTimeMicros = tick.eventTimeMicros();
    lastPrice = tick.price();
    lastSize = tick.size();
  }

  private void countRepeats(Tick tick, boolean first) {
    boolean same = !first && tick.price() == lastPrice && tick.size() == lastSize;
    repeats = same ? Math.min(MOST_REPEATS, repeats + 1) : 0;
  }

  /** Writes one row, without {@link Features#REPEATS}, from its parts. */
  static void fill(
      float[] row,
      FeatureSettings settings,
      Tick tick,
      double priceBefore,
      long gapMicros,
      boolean first,
      int part,
      double volatility) {
    double size = Math.log(Math.max(tick.size(), Features.SMALLEST_SIZE));
    row[Features.LOG_RETURN] = logReturn(settings, priceBefore, tick.price(), volatility);
    row[Features.LOG_SIZE] = (float) (size - settings.profile().logSizeOffset(part));
    row[Features.LOG_GAP] = logGap(gapMicros);
    row[Features.SESSION_GAP] = first || isSessionBreak(settings, gapMicros, part) ? 1 : 0;
    row[Features.LOG_VOLATILITY] = (float) Math.log(volatility);
    row[Features.DAY_POSITION] =
        (float) DayPart.position(settings.calendar(), tick.eventTimeMicros());
    row[Features.WICK] =
        (float)
            Math.min(MOST_VOLATILITIES * volatility, wick(settings.series(), tick, priceBefore));
    row[Features.REPEATS] = 0;
    row[Features.PRICE_GRID] = 0;
    row[Features.LONG_VOLATILITY] = 0;
  }

  static float logGap(long gapMicros) {
    return (float) Math.log1p(gapMicros / 1e3);
  }

  static boolean isSessionBreak(FeatureSettings settings, long gapMicros, int part) {
    return settings.calendar().hasSessions()
        ? DayPart.followsClose(part)
        : gapMicros > settings.sessionGap().toNanos() / 1000;
  }

  /** The change from one value to the next, as a row has it. */
  static float logReturn(FeatureSettings settings, double from, double to, double volatility) {
    double most = MOST_VOLATILITIES * volatility;
    return (float) Math.max(-most, Math.min(most, settings.series().change(from, to)));
  }

  private static double wick(SeriesKind series, Tick tick, double priceBefore) {
    if (!tick.hasRange()) {
      return 0;
    }
    return Math.max(
        0, Math.max(upperWick(series, tick, priceBefore), lowerWick(series, tick, priceBefore)));
  }

  static boolean wickIsDown(SeriesKind series, Tick tick, double priceBefore) {
    return tick.hasRange()
        && lowerWick(series, tick, priceBefore) > upperWick(series, tick, priceBefore);
  }

  private static double upperWick(SeriesKind series, Tick tick, double priceBefore) {
    return series.change(Math.max(priceBefore, tick.price()), tick.high());
  }

  private static double lowerWick(SeriesKind series, Tick tick, double priceBefore) {
    return series.change(tick.low(), Math.min(priceBefore, tick.price()));
  }

  private void learn(double change, double price, double factor, boolean sessionBreak) {
    double move = Math.abs(price - lastPrice);
    double about = Math.max(Math.abs(price), Math.abs(lastPrice));
    double usual = meanAbsReturn * unitAt(price);
    boolean moved = move > Math.max(SMALLEST_CHANGE, ROUNDING * Math.max(about, usual));
    if (moved && (priceTick == 0 || move < priceTick)) {
      priceTick = move;
    }
    if (moved) {
      double log = Math.log(move);
      logGrid =
          Double.isNaN(logGrid)
              ? log
              : logGrid + GRID_STEP * (log < logGrid ? GRID_LEVEL - 1 : GRID_LEVEL);
    }
    if (sessionBreak && !settings.profile().knowsClosures()) {
      return;
    }
    double size = Math.abs(change) / factor;
    if (returns >= WINSOR_FROM) {
      double known = Math.max(floor() / factor, meanAbsReturn * MEAN_ABS_TO_SIGMA);
      size = Math.min(size, WINSOR * known);
    }
    returns++;
    double alpha = Math.max(2.0 / (settings.volatilitySpan() + 1), 1.0 / returns);
    meanAbsReturn += alpha * (size - meanAbsReturn);
    double slower = Math.max(2.0 / (LONG * settings.volatilitySpan() + 1), 1.0 / returns);
    longMeanAbsReturn += slower * (size - longMeanAbsReturn);
  }

  private double unitAt(double price) {
    return settings.series().unitAt(price);
  }

  /** Standard deviation of the next change at an average part of the day; positive. */
  double volatility() {
    return Math.max(floor(), meanAbsReturn * MEAN_ABS_TO_SIGMA);
  }

  private double floor() {
    if (priceTick > 0) {
      return Math.max(SMALLEST_CHANGE, priceTick / unitAt(lastPrice));
    }
    return settings.series() == SeriesKind.PRICE
        ? UNKNOWN_TICK_FLOOR
        : UNKNOWN_TICK_FLOOR * Math.max(SMALLEST_VALUE, Math.abs(lastPrice));
  }
}
