package dev.tickwatch.app.web;

import java.time.Instant;

/**
 * A span of event time that the page shades and labels, such as a planted anomaly.
 *
 * @param from first event time of the span
 * @param to last event time of the span, not before {@code from}
 * @param label for a person to read
 */
public record Annotation(String symbol, Instant from, Instant to, String label) {

  /**
   * @throws IllegalArgumentException when the span ends before it begins
   */
  public Annotation {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "annotation '" + label + "' ends at " + to + ", before it begins at " + from);
    }
  }
}
