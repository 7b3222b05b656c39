package dev.tickwatch.detect.symbol;

import dev.tickwatch.state.Fields;

/**
 * One symbol's own factors of the width of its prediction intervals, so that they go on covering
 * what they should (adaptive conformal inference: Gibbs and Candès, 2021, in the log of the width).
 * Each interval that missed widens those to come, each that covered narrows them a little: at rest
 * the share of misses is what was asked for, whatever the market does.
 *
 * <p>The interval of the newest tick, the forecast one tick ahead and the forecast of the whole
 * horizon are each judged by their own outcomes, the last by one forecast at a time; forecasts
 * between lie between. Nothing is learnt within an alert. Mutable; not thread-safe.
 */
final class IntervalWidth {
  private static final double TICK_STEP = 0.01;
  private static final double FAR_STEP = 0.04;

  /** Log of the widest factor; the narrowest is its inverse. */
  private static final double MOST = Math.log(3);

  private double tick;
  private double near;
  private double far;

  /** Prices that the next tick should lie between; NaN where nothing was forecast. */
  private double nearLower = Double.NaN;

  private double nearUpper = Double.NaN;

  /** Prices that the tick after so many more should lie between. */
  private double farLower = Double.NaN;

  private double farUpper = Double.NaN;
  private int farDue;

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    tick = fields.float64(tick);
    near = fields.float64(near);
    far = fields.float64(far);
    nearLower = fields.float64(nearLower);
    nearUpper = fields.float64(nearUpper);
    farLower = fields.float64(farLower);
    farUpper = fields.float64(farUpper);
    farDue = fields.int32(farDue);
  }

  /** Factor of the width of the newest tick's interval. */
  double ofTick() {
    return Math.exp(tick);
  }

  /** Factor of the width of a forecast's interval. */
  double ofForecast(int ahead, int horizon) {
    double share = horizon == 1 ? 0 : (ahead - 1.0) / (horizon - 1);
    return Math.exp(near + share * (far - near));
  }

  /**
   * Learns from the newest tick's own interval.
   *
   * @param level nominal coverage
   */
  void learnTick(double price, double lower, double upper, double level) {
    if (lower < upper) {
      tick = moved(tick, TICK_STEP, price < lower || price > upper, level);
    }
  }

  /**
   * Learns from the forecasts that a tick is the outcome of.
   *
   * @param alerting whether the tick lies within an alert; then the forecasts are dropped
   */
  void learnForecasts(double price, boolean alerting, double level) {
    if (alerting) {
      nearLower = Double.NaN;
      farDue = 0;
      return;
    }
    if (!Double.isNaN(nearLower)) {
      near = moved(near, TICK_STEP, price < nearLower || price > nearUpper, level);
      nearLower = Double.NaN;
    }
    if (farDue > 0 && --farDue == 0) {
      far = moved(far, FAR_STEP, price < farLower || price > farUpper, level);
    }
  }

  /** Remembers what the next ticks will be judged by. */
  void remember(Forecast forecast) {
    Forecast.Step next = forecast.steps().get(0);
    nearLower = next.lowerPrice();
    nearUpper = next.upperPrice();
    if (farDue == 0) {
      Forecast.Step last = forecast.steps().get(forecast.steps().size() - 1);
      farLower = last.lowerPrice();
      farUpper = last.upperPrice();
      farDue = forecast.steps().size();
    }
  }

  private static double moved(double width, double step, boolean missed, double level) {
    double next = width + step * ((missed ? 1 : 0) - (1 - level));
    return Math.max(-MOST, Math.min(MOST, next));
  }
}
