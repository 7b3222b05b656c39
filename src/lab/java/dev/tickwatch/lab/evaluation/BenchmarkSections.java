package dev.tickwatch.lab.evaluation;

import static dev.tickwatch.lab.harness.MarkdownPage.format;

import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** The Numenta Anomaly Benchmark, and prints off the market, as sections of the page. */
final class BenchmarkSections {
  private BenchmarkSections() {}

  /** Nothing where it was not run. */
  static void nab(MarkdownPage text, List<NabTrial.Row> rows, String command) {
    if (rows.isEmpty()) {
      return;
    }
    text.section("Numenta Anomaly Benchmark");
    text.paragraph(
        "The benchmark's own scoring, one configuration and one threshold for all files; fitted on"
            + " the probationary rows of all files. Tickwatch is given the values as they are, as"
            + " with `train --series metric` and `detection.series: metric`; the others, which"
            + " take prices, as log prices in units of the probationary rows' deviation."
            + " `%s --only nab`",
        command);
    MarkdownTable table =
        MarkdownTable.under(
            "| detector | " + String.join(" | ", rows.get(0).scores().keySet()) + " |");
    for (NabTrial.Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.contender()));
      row.scores().values().forEach(score -> cells.add(format("%.1f", score)));
      table.row(cells);
    }
    text.table(table);
    rows.forEach(row -> files(text, row));
  }

  private static void files(MarkdownPage text, NabTrial.Row row) {
    if (row.files().isEmpty()) {
      return;
    }
    text.text(row.contender());
    text.text(
        """
         file by file, at the one threshold that is best for all of them under the standard profile. *Raw* is the sum of
        weights: a window that is not found costs 1. *Alerts* is what the product opens behind the file's probation under its
        default budget of 1 in 2,000 rows.

        """);
    MarkdownTable table =
        MarkdownTable.under("| file | rows judged | windows | found | false | raw | alerts |");
    for (NabTrial.FileRow file : row.files()) {
      table.row(
          file.name(),
          format("%,d", file.rows()),
          format("%d", file.windows()),
          format("%d", file.found()),
          format("%d", file.falsePositives()),
          format("%.2f", file.raw() + 0.0), // no -0.00
          format("%d", file.alerts()));
    }
    text.table(table);
  }

  static void prints(MarkdownPage text, PrintsTrial.Result prints, String command) {
    text.section("Prints off the market");
    text.text(
        format(
            "From price, size and time of every trade, under the product's own threshold of 1 in %,.0f: "
                + "%,d of %,d far prints found (%.1f %%); %,d alerts on %,d ordinary prints"
                + " (1 in %,.0f). `%s --only prints`\n",
            prints.budget(),
            prints.farFound(),
            prints.far(),
            100.0 * prints.farFound() / Math.max(1, prints.far()),
            prints.ordinaryAlerted(),
            prints.ordinary(),
            prints.ordinary() / (double) Math.max(1, prints.ordinaryAlerted()),
            command));
  }
}
