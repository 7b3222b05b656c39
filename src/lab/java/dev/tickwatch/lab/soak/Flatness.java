package dev.tickwatch.lab.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a quantity kept its level after the warm-up: its slope by the median of the slopes
 * between all pairs of samples (Theil, 1950; Sen, 1968), which a third of odd samples does not
 * move, times the time that is judged, against what the quantity may grow.
 *
 * @param samples that were judged
 * @param median of the values
 * @param slopePerHour in the quantity's unit
 * @param growth by that slope over the time that is judged
 * @param mostGrowth that counts as flat
 */
record Flatness(
    Quantity quantity,
    int samples,
    double median,
    double slopePerHour,
    double growth,
    double mostGrowth) {

  /** Share of the run that is warm-up: code is compiled, caches and pools fill. */
  static final double WARM_UP = 0.3;

  private static final int MOST_JUDGED = 1_000;

  /** Falling is no leak. */
  boolean isFlat() {
    return growth <= mostGrowth;
  }

  /**
   * Judges a quantity.
   *
   * @param samples of the whole run, in the order of time; five or more that count for the quantity
   *     after the warm-up
   * @throws IllegalArgumentException when they are too few
   */
  static Flatness of(Quantity quantity, List<Sample> samples) {
    double end = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).seconds();
    List<double[]> points = new ArrayList<>();
    for (Sample sample : samples) {
      boolean counts = sample.collected() || !quantity.isJudgedAfterCollections();
      if (counts && sample.seconds() >= WARM_UP * end) {
        points.add(new double[] {sample.seconds(), sample.values().get(quantity)});
      }
    }
    if (points.size() < 5) {
      throw new IllegalArgumentException(
          "only " + points.size() + " samples after the warm-up; 5 or more are needed");
    }
    double span = points.get(points.size() - 1)[0] - points.get(0)[0];
    List<double[]> judged = lowest(points, MOST_JUDGED);
    double slope = slope(judged);
    double median = median(judged.stream().mapToDouble(point -> point[1]).toArray());
    return new Flatness(
        quantity, judged.size(), median, slope * 3600, slope * span, quantity.mostGrowth(median));
  }

  /** The lowest point of each of so many stretches; all points where they are fewer. */
  private static List<double[]> lowest(List<double[]> points, int stretches) {
    int many = Math.max(5, Math.min(stretches, points.size()));
    List<double[]> lowest = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      List<double[]> stretch =
          points.subList(points.size() * i / many, points.size() * (i + 1) / many);
      lowest.add(stretch.stream().min((a, b) -> Double.compare(a[1], b[1])).orElseThrow());
    }
    return lowest;
  }

  private static double slope(List<double[]> points) {
    double[] slopes = new double[points.size() * (points.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        double seconds = points.get(j)[0] - points.get(i)[0];
        slopes[count++] = (points.get(j)[1] - points.get(i)[1]) / seconds;
      }
    }
    return median(slopes);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
