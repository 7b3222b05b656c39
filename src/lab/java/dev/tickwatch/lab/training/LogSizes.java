package dev.tickwatch.lab.training;

import dev.tickwatch.model.window.Features;

/** The network's standardisation of a window's log sizes, in double precision. */
record LogSizes(double mean, double deviation) {

  /**
   * @param rows {@code [T][F]} of one window; the newest does not count
   */
  static LogSizes of(float[] rows, int steps) {
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

  double standardised(double logSize) {
    return (logSize - mean) / deviation;
  }
}
