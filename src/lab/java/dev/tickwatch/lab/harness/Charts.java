package dev.tickwatch.lab.harness;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of one look, written as PNG pictures; needs no display. */
public final class Charts {
  /** What was seen. */
  public static final Color SEEN = new Color(0x222222);

  /** What a model makes of it. */
  public static final Color MODEL = new Color(0x1f77b4);

  /** What is set against that. */
  public static final Color SECOND = new Color(0xd62728);

  /** Edges of an interval. */
  public static final Color BAND = new Color(0x9ecae1);

  private static final int WIDTH = 620;
  private static final int HEIGHT = 320;

  private Charts() {}

  /** Lines, with the legend beside them. */
  public static XYChart chart(String title, String x, String y) {
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

  /** One line on a scale from 0, without a legend. */
  public static XYChart curve(int width, int height, String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Bars or points by category. */
  public static CategoryChart categories(int width, int height, String title, String y) {
    CategoryChart chart =
        new CategoryChartBuilder().width(width).height(height).title(title).yAxisTitle(y).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Adds a line. */
  public static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineColor(color);
  }

  /** {@code from}, {@code from + 1} and on. */
  public static double[] steps(int from, int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> from + i);
    return steps;
  }

  /** One chart as a picture. */
  public static void write(Path file, Chart<?, ?> chart) throws IOException {
    needNoDisplay();
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
    }
  }

  /** All charts in one picture, row by row. */
  public static void write(Path file, List<XYChart> charts, int rows, int columns)
      throws IOException {
    needNoDisplay();
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, rows, columns, out, BitmapFormat.PNG);
    }
  }

  private static void needNoDisplay() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }
}
