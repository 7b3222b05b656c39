package dev.tickwatch.training;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Writes what training did as PNG pictures; needs no display. */
public final class TrainingPictures {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 320;
  private static final Color SEEN = new Color(0x222222);
  private static final Color MODEL = new Color(0x1f77b4);
  private static final Color SECOND = new Color(0xd62728);
  private static final Color BAND = new Color(0x9ecae1);

  private TrainingPictures() {}

  /**
   * Loss, ELBO and KL of every epoch.
   *
   * @param file a PNG file to write
   * @param history one report an epoch, at least one
   */
  public static void history(Path file, List<EpochReport> history) throws IOException {
    XYChart loss = chart("Loss", "epoch", "loss");
    line(loss, "training", history, EpochReport::loss, MODEL);
    line(loss, "validation", history, EpochReport::validationLoss, SECOND);
    XYChart elbo = chart("ELBO", "epoch", "nats a window");
    line(elbo, "training", history, EpochReport::trainingElbo, MODEL);
    line(elbo, "validation", history, EpochReport::validationElbo, SECOND);
    XYChart kl = chart("KL of the latent from its prior", "epoch", "nats a window");
    line(kl, "training", history, EpochReport::kl, MODEL);
    line(kl, "validation", history, EpochReport::validationKl, SECOND);
    write(file, List.of(loss, elbo, kl), 3, 1);
  }

  /**
   * Reconstruction and forecast of validation windows against what happened, a row each: log price
   * with the forecast and its 90 % interval, and sizes.
   *
   * @param file a PNG file to write
   * @param examples at least one
   */
  public static void examples(Path file, List<ValidationExample> examples) throws IOException {
    List<XYChart> charts = new ArrayList<>();
    for (ValidationExample example : examples) {
      charts.add(prices(example));
      charts.add(sizes(example));
    }
    write(file, charts, examples.size(), 2);
  }

  private static XYChart prices(ValidationExample example) {
    XYChart chart = chart(example.symbol() + ": price", "ticks from the newest", "bps from now");
    double[] past = steps(1 - example.price.length, example.price.length);
    double[] ahead = steps(1, example.future.length);
    add(chart, "actual", past, example.price, SEEN);
    add(chart, "reconstruction", past, example.reconstructedPrice, MODEL);
    add(chart, "what came", ahead, example.future, Color.GRAY);
    add(chart, "forecast", ahead, example.forecast, SECOND);
    add(chart, "90 % from", ahead, example.forecastLower, BAND);
    add(chart, "90 % to", ahead, example.forecastUpper, BAND);
    return chart;
  }

  private static XYChart sizes(ValidationExample example) {
    XYChart chart =
        chart(example.symbol() + ": log size, standardised", "ticks from the newest", "deviations");
    double[] past = steps(1 - example.size.length, example.size.length);
    add(chart, "actual", past, example.size, SEEN);
    add(chart, "reconstruction", past, example.reconstructedSize, MODEL);
    return chart;
  }

  private static XYChart chart(String title, String x, String y) {
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

  private static void line(
      XYChart chart,
      String name,
      List<EpochReport> history,
      ToDoubleFunction<EpochReport> value,
      Color color) {
    double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
    add(chart, name, epochs, history.stream().mapToDouble(value).toArray(), color);
  }

  private static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setLineColor(color);
  }

  private static double[] steps(int from, int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, i -> from + i);
    return steps;
  }

  private static void write(Path file, List<XYChart> charts, int rows, int columns)
      throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, rows, columns, out, BitmapFormat.PNG);
    }
  }
}
