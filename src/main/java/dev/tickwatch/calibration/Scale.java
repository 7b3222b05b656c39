package dev.tickwatch.calibration;

/**
 * Where a statistic usually lies.
 *
 * @param location its mean
 * @param deviation its mean absolute deviation; positive
 */
public record Scale(double location, double deviation) {

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public Scale {
    if (!Double.isFinite(location) || !(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "scale of location " + location + " and deviation " + deviation + " is out of bounds");
    }
  }
}
