package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.harness.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** Pictures of results, medians of the rounds. */
final class PerformancePictures {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private final Path directory;

  PerformancePictures(Path directory) {
    this.directory = directory;
  }

  /** A bar a kind of drain. */
  void rates(String name, String title, BenchResults.Drains part, Function<Drain, String> kind)
      throws IOException {
    List<String> kinds = part.drains().stream().map(kind).toList();
    CategoryChart chart = Charts.categories(WIDTH, HEIGHT, title, "ticks/s");
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setYAxisDecimalPattern("#,##0");
    chart.addSeries(
        "ticks/s",
        kinds,
        part.drains().stream().map(Drain::ticksPerSecond).map(Math::round).toList());
    save(chart, name);
  }

  /** A line a percentile. */
  void latencies(BenchResults.Latencies part) throws IOException {
    List<Double> loads = part.loads();
    List<String> names =
        loads.stream()
            .map(load -> String.format(Locale.ROOT, "%.0f %% of a drain", 100 * load))
            .toList();
    CategoryChart chart = Charts.categories(WIDTH, HEIGHT, "From tick to committed score", "ms");
    chart.getStyler().setYAxisDecimalPattern("#,##0");
    chart.addSeries("p50", names, byLoad(part, loads, LatencyStep::p50));
    chart.addSeries("p99", names, byLoad(part, loads, LatencyStep::p99));
    chart.addSeries("p99.9", names, byLoad(part, loads, LatencyStep::p999));
    save(chart, "latency");
  }

  private static List<Double> byLoad(
      BenchResults.Latencies part, List<Double> loads, ToDoubleFunction<LatencyStep> figure) {
    return loads.stream().map(load -> median(part.at(load), figure)).toList();
  }

  /** Windows a second by batch size. */
  void scorer(String name, String title, BenchResults.ScorerAlone part) throws IOException {
    List<Integer> batches = part.points().stream().map(ScorerPoint::batch).distinct().toList();
    XYChart chart = Charts.curve(WIDTH, HEIGHT, title, "windows a batch", "windows/s");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisDecimalPattern("#,##0");
    chart.addSeries(
        "windows/s",
        batches,
        batches.stream()
            .map(
                batch ->
                    median(
                        part.points().stream().filter(point -> point.batch() == batch).toList(),
                        ScorerPoint::windowsPerSecond))
            .toList());
    save(chart, name);
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    return Spread.of(all, figure).median();
  }

  private void save(Chart<?, ?> chart, String name) throws IOException {
    Charts.write(directory.resolve(name + ".png"), chart);
  }
}
