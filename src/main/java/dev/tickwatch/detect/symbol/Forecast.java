package dev.tickwatch.detect.symbol;

import java.util.List;

/**
 * Prices of the next ticks as seen from one tick.
 *
 * @param eventTimeMicros event time of the tick that it was made from
 * @param sequence of that tick
 * @param price of that tick
 * @param intervalLevel nominal coverage of the intervals, such as 0.9
 * @param steps 1 to H ticks ahead
 */
public record Forecast(
    String symbol,
    long eventTimeMicros,
    long sequence,
    double price,
    double intervalLevel,
    String modelVersion,
    List<Step> steps) {

  /** Copies the steps. */
  public Forecast {
    steps = List.copyOf(steps);
  }

  /**
   * One step of a forecast.
   *
   * @param step ticks ahead, from 1
   * @param expectedPrice median
   */
  public record Step(int step, double expectedPrice, double lowerPrice, double upperPrice) {}
}
