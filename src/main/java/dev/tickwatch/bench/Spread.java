package dev.tickwatch.bench;

import java.util.List;
import java.util.Locale;

/** One figure over the rounds. */
record Spread(double min, double median, double max) {

  /**
   * @param values one or more
   */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
  }

  /** Median, and least and most in brackets. */
  String text(String format) {
    String pattern = format + " (" + format + "–" + format + ")";
    return String.format(Locale.ROOT, pattern, median, min, max);
  }
}
