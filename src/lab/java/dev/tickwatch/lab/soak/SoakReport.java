package dev.tickwatch.lab.soak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A result as a page, a picture and a file for machines. */
final class SoakReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int WIDTH = 620;
  private static final int HEIGHT = 260;
  private static final Color JUDGED = new Color(0xd62728);

  private SoakReport() {}

  /** Writes {@code soak.md}, {@code soak.png} and {@code soak.json}. */
  static void write(SoakResult result, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("soak.md"), page(result));
    Files.writeString(directory.resolve("soak.json"), json(result));
    picture(result, directory.resolve("soak.png"));
  }

  /** One quantity's verdict. */
  static String line(Flatness judged) {
    return String.format(
        Locale.ROOT,
        "%-16s median %8.1f %-3s  growth %+8.2f of at most %.2f: %s",
        judged.quantity().label(),
        judged.median(),
        judged.quantity().unit(),
        judged.growth(),
        judged.mostGrowth(),
        judged.isFlat() ? "flat" : "GROWS");
  }

  /** Where a run is. */
  static String progress(Sample sample) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%6.0f s", sample.seconds()));
    sample
        .values()
        .forEach((q, v) -> line.append(String.format(Locale.ROOT, ", %s %.0f", q.label(), v)));
    return line.append(String.format(Locale.ROOT, ", swaps %.0f", sample.swaps())).toString();
  }

  private static String page(SoakResult result) {
    StringBuilder page = new StringBuilder();
    page.append("# Soak\n\n");
    page.append("Written by `tickwatch soak`. The service as a process of its own, the broker in");
    page.append(" another, on ").append(Runtime.getRuntime().availableProcessors());
    page.append(" cores.\n\n");
    page.append(
        String.format(
            Locale.ROOT,
            "%d minutes %d seconds at %.0f ticks/s%s, %d symbols at a time of %d that take turns,"
                + " %d models published and %d swapped in; %d ticks sent, %d not scored. %s\n\n",
            result.settings().length().toMinutes(),
            result.settings().length().toSecondsPart(),
            result.rate(),
            result.settings().rate().isPresent()
                ? ""
                : String.format(
                    Locale.ROOT, " (%.0f %% of sustained)", 100 * result.settings().load()),
            result.settings().symbols(),
            5 * result.settings().symbols(),
            result.published(),
            result.swapped(),
            result.sent(),
            result.unscored(),
            result.isGood() ? "**Flat.**" : "**Not flat.**"));
    page.append("| quantity | median | slope an hour | growth judged | at most | |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Flatness judged : result.judged()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f %s | %+.2f | %+.2f | %.2f | %s |\n",
              judged.quantity().label(),
              judged.median(),
              judged.quantity().unit(),
              judged.slopePerHour(),
              judged.growth(),
              judged.mostGrowth(),
              judged.isFlat() ? "flat" : "grows"));
    }
    page.append(
        String.format(
            Locale.ROOT,
            "\nJudged after a warm-up of %.0f %% of the run: the median of the slopes between all"
                + " pairs of samples (Theil and Sen), times the time judged. Of the heap only the"
                + " samples right after a full collection count, which the service is told to make"
                + " %d times in the run (`jcmd PID GC.run`), evenly spread: what is left is in use."
                + " Between them it holds garbage, in its old generation for minutes on end."
                + " Resident memory is the system's, all else from `/metrics`."
                + "\n\n![the run](soak.png)\n",
            100 * Flatness.WARM_UP,
            result.samples().stream().filter(Sample::collected).count()));
    return page.toString();
  }

  private static String json(SoakResult result) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("seconds", result.settings().length().toSeconds());
    root.put("ticksPerSecond", result.rate());
    root.put("symbols", result.settings().symbols());
    root.put("published", result.published());
    root.put("swapped", result.swapped());
    root.put("sent", result.sent());
    root.put("unscored", result.unscored());
    root.put("good", result.isGood());
    var quantities = root.putArray("quantities");
    for (Flatness judged : result.judged()) {
      quantities
          .addObject()
          .put("name", judged.quantity().name())
          .put("median", judged.median())
          .put("slopePerHour", judged.slopePerHour())
          .put("growth", judged.growth())
          .put("mostGrowth", judged.mostGrowth())
          .put("flat", judged.isFlat());
    }
    var samples = root.putArray("samples");
    for (Sample sample : result.samples()) {
      ObjectNode node = samples.addObject().put("at", sample.seconds());
      node.put("collected", sample.collected());
      sample.values().forEach((quantity, value) -> node.put(quantity.name(), value));
      node.put("scored", sample.scored()).put("swaps", sample.swaps());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void picture(SoakResult result, Path file) throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    double[] minutes = result.samples().stream().mapToDouble(s -> s.seconds() / 60).toArray();
    List<XYChart> charts = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      double[] values =
          result.samples().stream().mapToDouble(s -> s.values().get(quantity)).toArray();
      String unit = quantity.unit().isEmpty() ? "" : ", " + quantity.unit();
      XYChart chart = chart(quantity.label() + unit, minutes, values);
      if (quantity.isJudgedAfterCollections()) {
        addJudged(chart, quantity, result.samples());
      }
      charts.add(chart);
    }
    double[] swaps = result.samples().stream().mapToDouble(Sample::swaps).toArray();
    charts.add(chart("models swapped in", minutes, swaps));
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, 3, 2, out, BitmapFormat.PNG);
    }
  }

  /** A line through the samples right after full collections. */
  private static void addJudged(XYChart chart, Quantity quantity, List<Sample> samples) {
    List<Sample> collected = samples.stream().filter(Sample::collected).toList();
    chart
        .addSeries(
            "after full collections",
            collected.stream().mapToDouble(s -> s.seconds() / 60).toArray(),
            collected.stream().mapToDouble(s -> s.values().get(quantity)).toArray())
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(JUDGED)
        .setLineColor(JUDGED);
    chart.getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setMarkerSize(4);
  }

  private static XYChart chart(String title, double[] minutes, double[] values) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("minutes").build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    chart
        .addSeries(title, minutes, values)
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(new Color(0x1f77b4));
    return chart;
  }
}
