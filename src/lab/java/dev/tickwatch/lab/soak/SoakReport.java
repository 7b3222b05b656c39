package dev.tickwatch.lab.soak;

import static dev.tickwatch.lab.harness.MarkdownPage.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwatch.lab.harness.Charts;
import dev.tickwatch.lab.harness.Json;
import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A result as a page, a picture and a file for machines. */
final class SoakReport {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 260;

  private SoakReport() {}

  /** Writes {@code soak.md}, {@code soak.png} and {@code soak.json}. */
  static void write(SoakResult result, Path directory) throws IOException {
    page(result).write(directory.resolve("soak.md"));
    Json.write(directory.resolve("soak.json"), json(result));
    picture(result, directory.resolve("soak.png"));
  }

  /** One quantity's verdict. */
  static String line(Flatness judged) {
    return format(
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
    line.append(format("%6.0f s", sample.seconds()));
    sample.values().forEach((q, v) -> line.append(format(", %s %.0f", q.label(), v)));
    return line.append(format(", swaps %.0f", sample.swaps())).toString();
  }

  private static MarkdownPage page(SoakResult result) {
    MarkdownPage page = MarkdownPage.titled("Soak");
    page.paragraph(
        "Written by `tickwatch soak`. The service as a process of its own, the broker in another, on"
            + " %d cores.",
        Runtime.getRuntime().availableProcessors());
    page.text(run(result));
    page.table(table(result));
    page.paragraph(
        "Judged after a warm-up of %.0f %% of the run: the median of the slopes between all"
            + " pairs of samples (Theil and Sen), times the time judged. Of the heap only the"
            + " samples right after a full collection count, which the service is told to make"
            + " %d times in the run (`jcmd PID GC.run`), evenly spread: what is left is in use."
            + " Between them it holds garbage, in its old generation for minutes on end."
            + " Resident memory is the system's, all else from `/metrics`.",
        100 * Flatness.WARM_UP, result.samples().stream().filter(Sample::collected).count());
    return page.text("![the run](soak.png)\n");
  }

  private static String run(SoakResult result) {
    SoakSettings settings = result.settings();
    String share =
        settings.rate().isPresent() ? "" : format(" (%.0f %% of sustained)", 100 * settings.load());
    return format(
        "%d minutes %d seconds at %.0f ticks/s%s, %d symbols at a time of %d that take turns,"
            + " %d models published and %d swapped in; %d ticks sent, %d not scored. %s\n\n",
        settings.length().toMinutes(),
        settings.length().toSecondsPart(),
        result.rate(),
        share,
        settings.symbols(),
        RotatingSymbols.TURNS * settings.symbols(),
        result.published(),
        result.swapped(),
        result.sent(),
        result.unscored(),
        result.isGood() ? "**Flat.**" : "**Not flat.**");
  }

  private static MarkdownTable table(SoakResult result) {
    MarkdownTable table =
        MarkdownTable.under("| quantity | median | slope an hour | growth judged | at most | |");
    for (Flatness judged : result.judged()) {
      table.row(
          judged.quantity().label(),
          format("%.1f %s", judged.median(), judged.quantity().unit()),
          format("%+.2f", judged.slopePerHour()),
          format("%+.2f", judged.growth()),
          format("%.2f", judged.mostGrowth()),
          judged.isFlat() ? "flat" : "grows");
    }
    return table;
  }

  private static ObjectNode json(SoakResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
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
    return root;
  }

  private static void picture(SoakResult result, Path file) throws IOException {
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
    Charts.write(file, charts, 3, 2);
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
        .setMarkerColor(Charts.SECOND)
        .setLineColor(Charts.SECOND);
    chart.getStyler().setLegendVisible(true).setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setMarkerSize(4);
  }

  private static XYChart chart(String title, double[] minutes, double[] values) {
    XYChart chart = Charts.curve(WIDTH, HEIGHT, title, "minutes", "");
    Charts.add(chart, title, minutes, values, Charts.MODEL);
    return chart;
  }
}
