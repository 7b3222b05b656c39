package dev.tickwatch.lab.soak;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A scrape in Prometheus' text format: the sum of each metric's series, and their number. */
record Scrape(Map<String, Double> sums, int series) {

  /**
   * Reads one.
   *
   * @param heapOnly metrics of which only series of the heap count
   */
  static Scrape of(String text, Set<String> heapOnly) {
    Map<String, Double> sums = new TreeMap<>();
    Set<String> series = new HashSet<>();
    text.lines()
        .filter(line -> !line.isBlank() && line.charAt(0) != '#')
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              String name = line.substring(0, end);
              String metric = name.replaceFirst("\\{.*", "");
              series.add(name);
              if (!heapOnly.contains(metric) || name.contains("area=\"heap\"")) {
                sums.merge(metric, Double.parseDouble(line.substring(end + 1)), Double::sum);
              }
            });
    return new Scrape(sums, series.size());
  }

  /** The sum of a metric's series; 0 where there is none yet. */
  double sum(String metric) {
    return sums.getOrDefault(metric, 0.0);
  }
}
