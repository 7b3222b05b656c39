package dev.tickwatch.window;

import dev.tickwatch.tick.Tick;

/**
 * Turns the ticks of one symbol, in order of event time, into rows of {@link Features}. Trainer and
 * scorer both run this code, tick by tick. Not thread-safe.
 *
 * <p>Volatility is an exponentially weighted mean of absolute log returns, scaled to a standard
 * deviation under normal returns. A return counts at most {@value #WINSOR} volatilities, so that
 * one stray print cannot inflate it; returns across a session gap do not count. It is floored at
 * the price tick (the smallest change of price seen so far), so that the smallest possible move of
 * a flat series is a move of one volatility.
 */
public final class FeatureState {
  private static final double WINSOR = 5;
  private static final double MEAN_ABS_TO_SIGMA = Math.sqrt(Math.PI / 2);
  private static final int WINSOR_FROM = 20;

  /** Floor of volatility while no change of price has been seen: one basis point. */
  private static final double UNKNOWN_TICK_FLOOR = 1e-4;

  /** Changes of price below this share of the price are rounding, not a tick. */
  private static final double ROUNDING = 1e-9;

  private final FeatureSettings settings;
  private long ticks;
  private long lastTimeMicros;
  private double lastPrice;
  private double meanAbsReturn;
  private long returns;
  private double priceTick;

  /** Nothing seen yet. */
  public FeatureState(FeatureSettings settings) {
    this.settings = settings;
  }

  /** Continues from saved values; see the accessors. */
  FeatureState(
      FeatureSettings settings,
      long ticks,
      long lastTimeMicros,
      double lastPrice,
      double meanAbsReturn,
      long returns,
      double priceTick) {
    this.settings = settings;
    this.ticks = ticks;
    this.lastTimeMicros = lastTimeMicros;
    this.lastPrice = lastPrice;
    this.meanAbsReturn = meanAbsReturn;
    this.returns = returns;
    this.priceTick = priceTick;
  }

  /**
   * Takes the next tick and writes its row. The symbol's first tick has no return: it gets 0 and a
   * session gap.
   *
   * @param tick not older than the one before
   * @param row receives {@link Features#COUNT} floats
   */
  public void next(Tick tick, float[] row) {
    double volatility = volatility();
    boolean first = ticks == 0;
    double change = first ? 0 : Math.log(tick.price() / lastPrice);
    long gapMicros = first ? 0 : Math.max(0, tick.eventTimeMicros() - lastTimeMicros);
    fill(row, change, tick.size(), gapMicros, first, settings, volatility);
    if (!first) {
      learn(change, tick.price(), row[Features.SESSION_GAP] > 0, volatility);
    }
    ticks++;
    lastTimeMicros = tick.eventTimeMicros();
    lastPrice = tick.price();
  }

  /** Writes one row from its parts. */
  static void fill(
      float[] row,
      double logReturn,
      double size,
      long gapMicros,
      boolean first,
      FeatureSettings settings,
      double volatility) {
    row[Features.LOG_RETURN] = (float) logReturn;
    row[Features.LOG_SIZE] = (float) Math.log(Math.max(size, Features.SMALLEST_SIZE));
    row[Features.LOG_GAP] = (float) Math.log1p(gapMicros / 1e3);
    row[Features.SESSION_GAP] = first || gapMicros > settings.sessionGap().toNanos() / 1000 ? 1 : 0;
    row[Features.LOG_VOLATILITY] = (float) Math.log(volatility);
  }

  private void learn(double change, double price, boolean acrossSessions, double volatility) {
    double move = Math.abs(price - lastPrice);
    if (move > ROUNDING * price && (priceTick == 0 || move < priceTick)) {
      priceTick = move;
    }
    if (acrossSessions) {
      return;
    }
    double size = Math.abs(change);
    if (returns >= WINSOR_FROM) {
      size = Math.min(size, WINSOR * volatility);
    }
    returns++;
    double alpha = Math.max(2.0 / (settings.volatilitySpan() + 1), 1.0 / returns);
    meanAbsReturn += alpha * (size - meanAbsReturn);
  }

  /** Standard deviation of the next log return as far as is known; positive. */
  double volatility() {
    double floor = priceTick > 0 && lastPrice > 0 ? priceTick / lastPrice : UNKNOWN_TICK_FLOOR;
    return Math.max(floor, meanAbsReturn * MEAN_ABS_TO_SIGMA);
  }

  long ticks() {
    return ticks;
  }

  long lastTimeMicros() {
    return lastTimeMicros;
  }

  double lastPrice() {
    return lastPrice;
  }

  double meanAbsReturn() {
    return meanAbsReturn;
  }

  long returns() {
    return returns;
  }

  double priceTick() {
    return priceTick;
  }
}
