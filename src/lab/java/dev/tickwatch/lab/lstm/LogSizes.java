package dev.tickwatch.lab.lstm;

import dev.tickwatch.model.window.Features;

/** The network's standardisation of a window's log sizes, in double precision. */
public record LogSizes(double mean, double deviation) {

  /**
   * Of a window.
   *
   * @param rows {@code [T][F]} of one window; the newest does not count
   */
  public static LogSizes of(float[] rows, int steps) {
    double sum = 0;
    double squares = 0;
    for (int t = 0; t < steps - 1; t++) {
      double value = rows[t * Features.COUNT + Features.LOG_SIZE];
      sum += value;
      squares += value * value;
    }
    double mean = sum / (steps - 1);
    double variance = Math.max(0, squares / (steps - 1) - mean * mean);
    return new LogSizes(mean, Math.sqrt(variance + Normalised.VARIANCE_FLOOR));
  }

  /** One of the window's log sizes, in deviations. */
  public double standardised(double logSize) {
    return (logSize - mean) / deviation;
  }
}
