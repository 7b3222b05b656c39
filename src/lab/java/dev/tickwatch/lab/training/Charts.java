package dev.tickwatch.lab.training;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Line charts of one look, written as PNG pictures; needs no display. */
final class Charts {
  static final Color SEEN = new Color(0x222222);
  static final Color MODEL = new Color(0x1f77b4);
  static final Color SECOND = new Color(0xd62728);
  static final Color BAND = new Color(0x9ecae1);

  private static final int WIDTH = 620;
  private static final int HEIGHT = 320;

  private Charts() {}

  static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    return chart;
  }

  static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineColor(color);
  }

  static double[] steps(int from, int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> from + i);
    return steps;
  }

  /** All charts in one picture, row by row. */
  static void write(Path file, List<XYChart> charts, int rows, int columns) throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, rows, columns, out, BitmapFormat.PNG);
    }
  }
}
