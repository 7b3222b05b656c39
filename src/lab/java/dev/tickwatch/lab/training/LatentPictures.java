package dev.tickwatch.lab.training;

import dev.tickwatch.lab.harness.Charts;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the latent is worth, as pictures. */
final class LatentPictures {
  private static final int DOT = 5;
  private static final List<String> TERCILES = List.of("calm", "middle", "lively");
  private static final List<Color> COLOURS =
      List.of(new Color(0x2c7bb6), new Color(0xbbbbbb), new Color(0xd7191c));
  private static final List<Color> LINES =
      List.of(new Color(0x1f77b4), new Color(0xd62728), new Color(0x2ca02c), new Color(0x9467bd));

  private LatentPictures() {}

  /** Real windows on the left, sampled ones on the right; prices above, sizes below. */
  static void prior(Path file, PriorSamples samples) throws IOException {
    XYChart realPrice = lines("Real windows: price", samples.unit.label(), samples.prices(true));
    XYChart price =
        lines("Sampled from the prior: price", samples.unit.label(), samples.prices(false));
    align(realPrice, price, samples.prices(true), samples.prices(false));
    XYChart realSize = lines("Real windows: log size", "deviations", samples.sizes(true));
    XYChart size = lines("Sampled from the prior: log size", "deviations", samples.sizes(false));
    align(realSize, size, samples.sizes(true), samples.sizes(false));
    Charts.write(file, List.of(realPrice, price, realSize, size), 2, 2);
  }

  private static XYChart lines(String title, String unit, double[][] paths) {
    XYChart chart = Charts.chart(title, "ticks", unit);
    for (int i = 0; i < paths.length; i++) {
      String name = Integer.toString(i + 1);
      Charts.add(chart, name, Charts.steps(0, paths[i].length), paths[i], LINES.get(i));
    }
    return chart;
  }

  /** The same axis on both, so that they compare. */
  private static void align(XYChart left, XYChart right, double[][] of, double[][] and) {
    double[] all =
        Stream.of(of, and)
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .toArray();
    for (XYChart chart : List.of(left, right)) {
      chart.getStyler().setYAxisMin(all[0]);
      chart.getStyler().setYAxisMax(all[all.length - 1]);
    }
  }

  /** The latent's map beside that of the inputs. */
  static void map(Path file, LatentMap map) throws IOException {
    List<XYChart> charts = new ArrayList<>();
    charts.add(dots("Latent", map.latent, map.tercile, map.latentExplains()));
    charts.add(dots("PCA of the inputs", map.inputs, map.tercile, map.inputsExplain()));
    Charts.write(file, charts, 1, 2);
  }

  private static XYChart dots(String what, double[][] points, int[] tercile, double explains) {
    String title =
        String.format(
            Locale.ROOT, "%s: explains %.0f %% of log realised volatility", what, 100 * explains);
    XYChart chart = Charts.chart(title, "first component", "second component");
    for (int t = 0; t < TERCILES.size(); t++) {
      int wanted = t;
      int[] chosen = IntStream.range(0, tercile.length).filter(i -> tercile[i] == wanted).toArray();
      if (chosen.length == 0) {
        continue;
      }
      XYSeries series =
          chart.addSeries(
              TERCILES.get(t),
              IntStream.of(chosen).mapToDouble(i -> points[0][i]).toArray(),
              IntStream.of(chosen).mapToDouble(i -> points[1][i]).toArray());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(COLOURS.get(t));
    }
    chart.getStyler().setMarkerSize(DOT);
    return chart;
  }
}
