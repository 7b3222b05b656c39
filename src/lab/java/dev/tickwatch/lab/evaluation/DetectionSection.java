package dev.tickwatch.lab.evaluation;

import static dev.tickwatch.lab.harness.MarkdownPage.format;
import static dev.tickwatch.lab.harness.MarkdownPage.number;

import dev.tickwatch.lab.harness.Charts;
import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;

/** What each detector caught in a dataset, as a section of the page and a picture. */
final class DetectionSection {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 420;
  private static final Color AROUND = new Color(0xd2d2d2);

  private DetectionSection() {}

  static void write(MarkdownPage text, DetectionTable table, String command) {
    text.section(table.dataset());
    text.paragraph(
        "%d symbols; %,d ticks to train on, %,d clean ticks judged, %,d anomalies. `%s --only %s`",
        table.symbols(),
        table.trainingTicks(),
        table.cleanTicks(),
        table.planted(),
        command,
        table.dataset());
    for (int b = 0; b < table.budgets().size(); b++) {
      text.paragraph("Recall in %% at 1 in %,.0f:", table.budgets().get(b));
      text.table(recalls(table, b));
    }
    MarkdownTable speed = MarkdownTable.under("| detector | delay | AP | ticks/s |");
    for (DetectionTable.Row row : table.rows()) {
      speed.row(
          row.contender(),
          format("%.1f", row.meanDelay()),
          format("%.3f", row.averagePrecision()),
          format("%,.0f", row.ticksPerSecond()));
    }
    text.table(speed).table(lasting(table));
  }

  private static MarkdownTable recalls(DetectionTable table, int budget) {
    String contenders =
        table.rows().stream()
            .map(DetectionTable.Row::contender)
            .collect(Collectors.joining(" | ", " ", " |"));
    MarkdownTable recalls = MarkdownTable.under("| kind (planted) |" + contenders);
    DetectionTable.Row first = table.rows().get(0);
    for (String kind : first.recall().keySet()) {
      boolean all = kind.equals(DetectionTable.Row.ALL);
      String mark = all ? "**" : "";
      List<String> cells = new ArrayList<>();
      cells.add(mark + kind + mark + (all ? "" : " (" + first.planted().get(kind) + ")"));
      for (DetectionTable.Row row : table.rows()) {
        double recall = row.recall().get(kind).get(budget);
        cells.add(mark + (Double.isNaN(recall) ? "" : format("%.0f", 100 * recall)) + mark);
      }
      recalls.row(cells);
    }
    return recalls;
  }

  private static MarkdownTable lasting(DetectionTable table) {
    MarkdownTable rates =
        MarkdownTable.under(
            "| detector, at 1 in | realised | over twice | of symbols | cold: first 1,000 ticks | next 4,000 | later | score 1 | 2 | 3 |");
    for (DetectionTable.Row row : table.rows()) {
      Lasting lasting = row.lasting();
      for (int b = 0; lasting != null && b < table.budgets().size(); b++) {
        List<String> cells = new ArrayList<>();
        cells.add(format("%s, %,.0f", row.contender(), table.budgets().get(b)));
        cells.add(number("%.2f", lasting.realised().get(b)));
        cells.add(number("%.0f %%", 100 * lasting.oversteppers().get(b)));
        cells.add(String.valueOf(lasting.symbols().get(b)));
        lasting.ages().get(b).forEach(age -> cells.add(number("%.2f", age)));
        for (double share : lasting.scores()) {
          cells.add(number("%.2f", b == 0 ? share : Double.NaN));
        }
        rates.row(cells);
      }
    }
    return rates;
  }

  /** Recall by kind at the last budget. */
  static void picture(DetectionTable table, Path file) throws IOException {
    CategoryChart chart =
        Charts.categories(
            WIDTH,
            HEIGHT,
            "Recall at 1 false alert in 2,000 clean ticks: " + table.dataset(),
            "share caught");
    chart.getStyler().setChartBackgroundColor(AROUND);
    chart.getStyler().setXAxisLabelRotation(30);
    chart.getStyler().setYAxisMax(1.0);
    List<String> kinds = List.copyOf(table.rows().get(0).recall().keySet());
    int last = table.budgets().size() - 1;
    for (DetectionTable.Row row : table.rows()) {
      List<Double> values =
          kinds.stream()
              .map(kind -> row.recall().get(kind).get(last))
              .map(recall -> Double.isNaN(recall) ? 0 : recall)
              .toList();
      chart.addSeries(row.contender(), kinds, values);
    }
    Charts.write(file, chart);
  }
}
