package dev.tickwatch.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure over the rounds.
 *
 * @param lower a quarter of the rounds are below it
 * @param upper a quarter of the rounds are above it
 */
record Spread(double lower, double median, double upper) {

  /**
   * Quartiles, between two values in proportion.
   *
   * @param values one or more
   */
  static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  /** Of a figure of each. */
  static <T> Spread of(List<T> all, ToDoubleFunction<T> figure) {
    return of(all.stream().map(figure::applyAsDouble).toList());
  }

  private static double quantile(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    double lower = sorted.get(below);
    double upper = sorted.get(Math.min(below + 1, sorted.size() - 1));
    return lower + (place - below) * (upper - lower);
  }

  /** Median, and the quartiles in brackets. */
  String text(String format) {
    String pattern = format + " (" + format + "–" + format + ")";
    return String.format(Locale.ROOT, pattern, median, lower, upper);
  }
}
