package dev.tickwatch.lab.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Results as a page of Markdown, a picture a dataset, and JSON. */
public final class QualityReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private QualityReport() {}

  /**
   * Writes {@code page} and, in a directory of its name beside it, {@code results.json} and the
   * pictures. What an earlier run measured and this one did not stays on the page.
   *
   * @param command what reproduces the page
   */
  public static void write(Evaluation.Results now, Path page, String command) throws IOException {
    Path beside = page.resolveSibling(stem(page));
    Files.createDirectories(beside);
    Path json = beside.resolve("results.json");
    Evaluation.Results results =
        Files.exists(json)
            ? now.over(JSON.readValue(Files.readString(json), Evaluation.Results.class))
            : now;
    Files.writeString(json, JSON.writeValueAsString(results) + "\n");
    StringBuilder text = new StringBuilder();
    text.append("# Detection quality\n\n");
    text.append("Written by\n\n```\n").append(command).append("\n```\n\n").append(INTRODUCTION);
    for (DetectionTable table : results.detection()) {
      detection(text, table, command);
      text.append("\n![Recall by kind, ")
          .append(table.dataset())
          .append("](")
          .append(stem(page))
          .append('/')
          .append(table.dataset())
          .append(".png)\n\n");
      picture(table, beside.resolve(table.dataset() + ".png"));
    }
    for (Evaluation.Forecasts forecasts : results.forecasts()) {
      forecasts(text, forecasts);
    }
    for (Evaluation.Events events : results.events()) {
      events(text, events);
    }
    for (MarketTrial.Result market : results.market()) {
      market(text, market);
    }
    for (UnlikeTrial.Result unlike : results.unlike()) {
      unlike(text, unlike);
    }
    nab(text, results.nab(), command);
    results.prints().ifPresent(prints -> prints(text, prints, command));
    if (!results.skipped().isEmpty()) {
      text.append("\nNot measured, for want of their data: ")
          .append(String.join(", ", results.skipped()))
          .append(".\n");
    }
    Files.writeString(page, text.toString());
  }

  private static final String INTRODUCTION =
      """
      Anomalies of ten kinds are planted in real prices (seeded; sizes in units of the local volatility, see
      `AnomalyKind` and `Plants`), about one in 400 ticks. Every detector is fitted on the earlier part of each
      series and judged on the later one, with up to 4,000 ticks of history before it: same ticks, same anomalies,
      same run, with the same calendar's help. Its threshold is set on the clean later part, at the lowest score whose episodes are no more than one in
      500, or in 2,000, ticks. *Recall* is the share of anomalies with a score at or above the threshold
      between their first tick and five ticks after their last. *Realised* is the number of alerts that the
      product opens on the clean part under its own, label-free threshold, as a multiple of the budget; *over
      twice* the share of the symbols that were granted three or more and opened more than twice as many. *Cold*
      is the same for symbols without history, by age. *Score* is the share of clean ticks with a score of 1, 2 and
      3 or more, as a multiple of 0.1, 0.01 and 0.001.
      An alert is not false, for any detector, within a known event (`events` in the plan) or at a real stray
      print, where the plan asks for those: a price away from the medians of the five before it and of the five
      behind it, which agree, told with hindsight (see `StrayPrints`).
      *Delay* is in ticks, at 1 in 500, over those caught. *AP* is the average precision tick by tick.

      "%s" is the ablation: the same tests, calibration and combination on returns in units of
      EWMA volatility (with the day's profile), which are also the model-free tests at several scales.

      """
          .formatted(Contenders.NO_NETWORK);

  private static String stem(Path page) {
    return String.valueOf(page.getFileName()).replaceFirst("\\.md$", "");
  }

  private static void detection(StringBuilder text, DetectionTable table, String command) {
    text.append("## ").append(table.dataset()).append("\n\n");
    text.append(
        line(
            "%d symbols; %,d ticks to train on, %,d clean ticks judged, %,d anomalies. `%s --only %s`",
            table.symbols(),
            table.trainingTicks(),
            table.cleanTicks(),
            table.planted(),
            command,
            table.dataset()));
    text.append('\n');
    for (int b = 0; b < table.budgets().size(); b++) {
      recalls(text, table, b);
    }
    text.append("| detector | delay | AP | ticks/s |\n|---|---|---|---|\n");
    for (DetectionTable.Row row : table.rows()) {
      text.append(
          line(
              "| %s | %.1f | %.3f | %,.0f |",
              row.contender(), row.meanDelay(), row.averagePrecision(), row.ticksPerSecond()));
    }
    lasting(text, table);
  }

  private static void lasting(StringBuilder text, DetectionTable table) {
    text.append("\n| detector, at 1 in | realised | over twice | of symbols |");
    text.append(" cold: first 1,000 ticks | next 4,000 | later | score 1 | 2 | 3 |\n");
    text.append("|---|").append("---|".repeat(9)).append('\n');
    for (DetectionTable.Row row : table.rows()) {
      Lasting lasting = row.lasting();
      for (int b = 0; lasting != null && b < table.budgets().size(); b++) {
        text.append(line("| %s, %,.0f |", row.contender(), table.budgets().get(b)).strip());
        number(text, " %.2f |", lasting.realised().get(b));
        number(text, " %.0f %% |", 100 * lasting.oversteppers().get(b));
        text.append(' ').append(lasting.symbols().get(b)).append(" |");
        lasting.ages().get(b).forEach(age -> number(text, " %.2f |", age));
        for (double share : lasting.scores()) {
          number(text, " %.2f |", b == 0 ? share : Double.NaN);
        }
        text.append('\n');
      }
    }
  }

  private static void recalls(StringBuilder text, DetectionTable table, int budget) {
    text.append(line("Recall in %% at 1 in %,.0f:\n", table.budgets().get(budget)));
    text.append("| kind (planted) |");
    table.rows().forEach(row -> text.append(' ').append(row.contender()).append(" |"));
    text.append("\n|---|").append("---|".repeat(table.rows().size())).append('\n');
    DetectionTable.Row first = table.rows().get(0);
    for (String kind : first.recall().keySet()) {
      boolean all = kind.equals(DetectionTable.Row.ALL);
      String mark = all ? "**" : "";
      text.append("| ").append(mark).append(kind).append(mark);
      text.append(all ? "" : " (" + first.planted().get(kind) + ")").append(" |");
      for (DetectionTable.Row row : table.rows()) {
        double recall = row.recall().get(kind).get(budget);
        text.append(' ')
            .append(mark)
            .append(Double.isNaN(recall) ? "" : "%.0f".formatted(100 * recall))
            .append(mark)
            .append(" |");
      }
      text.append('\n');
    }
    text.append('\n');
  }

  private static void forecasts(StringBuilder text, Evaluation.Forecasts forecasts) {
    text.append("## Forecasts, ").append(forecasts.dataset()).append("\n\n");
    text.append(FORECASTS);
    text.append(
        "| forecast | CRPS | 1 ahead | last | pinball 5 % | 25 % | 50 % | 75 % | 95 % | covers 50 % | 90 % |"
            + " 95 % | 90 %: calm | middle | lively | after a break |\n");
    text.append("|---|").append("---|".repeat(15)).append('\n');
    for (ForecastYardstick.Result result : forecasts.results()) {
      ForecastYardstick.Row all = result.all();
      List<ForecastYardstick.Row> rows = result.byHorizon();
      text.append("| ").append(result.name()).append(" |");
      number(text, " %.4f |", all.crps());
      number(text, " %.4f |", rows.get(0).crps());
      number(text, " %.4f |", rows.get(rows.size() - 1).crps());
      all.pinball().forEach(loss -> number(text, " %.4f |", loss));
      all.coverage().forEach(covered -> number(text, " %.1f |", 100 * covered.overall()));
      ForecastYardstick.Coverage ninety = all.coverage().get(1);
      ninety.byTercile().forEach(covered -> number(text, " %.1f |", 100 * covered));
      number(text, " %.1f |", 100 * ninety.afterBreak());
      text.append('\n');
    }
    text.append('\n');
  }

  private static final String FORECASTS =
      """
      Of the cumulative return 1 to 10 ticks ahead, on the clean later part; means over all horizons. CRPS and
      pinball loss are in units of the mean absolute return times the root of the ticks ahead (lower is
      better), coverage in percent; the terciles are by volatility before the forecast; a break is a return of
      8 volatilities, and the 60 ticks after it are looked at.

      """;

  private static void number(StringBuilder text, String format, double value) {
    text.append(Double.isNaN(value) ? " |" : String.format(Locale.ROOT, format, value));
  }

  private static void events(StringBuilder text, Evaluation.Events events) {
    text.append(line("## Known events, %s, at 1 in %,.0f\n", events.dataset(), events.budget()));
    boolean named = events.namedOtherwise() != null;
    text.append(named ? EVENTS : "");
    text.append("| symbol | begin | kind | measured |").append(named ? " named |" : "");
    text.append(" alerted |\n|---|---|---|---|---|").append(named ? "---|\n" : "\n");
    for (EventTrial.Found event : events.found()) {
      text.append(
          line(
              "| %s | %s | %s | %s | %s%s |",
              event.symbol().replace("*", "\\*"),
              event.start(),
              event.kind().replace('_', ' '),
              event.measured(),
              named ? names(event) + " | " : "",
              alerted(event)));
    }
    text.append('\n');
    if (named) {
      text.append(
          line("Of %,d other ticks were named: %s.\n", events.otherTicks(), counts(events)));
    }
  }

  private static void market(StringBuilder text, MarketTrial.Result result) {
    text.append(
        line("## The market: %s, at 1 in %,.0f buckets\n", result.dataset(), result.budget()));
    text.append(
        line(
            "%d of %d known moves are covered by a market alert. %d opened, %d of them elsewhere; %.1f are granted in %,d buckets.\n",
            result.moves().stream().filter(MarketTrial.Move::alerted).count(),
            result.moves().size(),
            result.opened(),
            result.openedElsewhere(),
            result.granted(),
            result.buckets()));
    text.append("| begins | kind | measured | market alerts |\n|---|---|---|---|\n");
    for (MarketTrial.Move move : result.moves()) {
      text.append(
          line(
              "| %s | %s | %s | %d |",
              MarketTrial.time(move.start()), move.kind(), move.measured(), move.alerts()));
    }
    text.append('\n');
  }

  private static void unlike(StringBuilder text, UnlikeTrial.Result result) {
    text.append(
        line(
            "## Unlike the training data: %s, with the model of %s\n",
            result.dataset(), result.modelOf()));
    text.append("Alerts as a multiple of the granted ones; each symbol begins cold.\n\n");
    text.append("| symbol | ticks | first 2,000 ticks, at 1 in 500 | at 1 in 2,000 | later | |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (UnlikeTrial.Row row : result.rows()) {
      text.append(line("| %s | %,d |", row.symbol(), row.ticks()).strip());
      row.young().forEach(value -> number(text, " %.1f |", value));
      row.later().forEach(value -> number(text, " %.2f |", value));
      text.append('\n');
    }
    text.append('\n');
  }

  private static String names(EventTrial.Found event) {
    return event.named() == null ? "" : String.join(", ", event.named());
  }

  private static final String EVENTS =
      """
      Looked up in the whole of each series, its earlier part and warm-up too. *Named* is what the product
      says of the data in the scores of that time (`quality`), which it judges from a symbol's first ticks
      on. *Alerted*: an alert opened or was updated; for an event of all symbols, in so many of those past
      their warm-up.

      """;

  private static String alerted(EventTrial.Found event) {
    if (event.symbols() > 0) {
      return line(
              "%.0f %% of %d symbols",
              100.0 * event.alertedSymbols() / event.symbols(), event.symbols())
          .strip();
    }
    if (event.warmingUp()) {
      return "in warm-up";
    }
    return event.alerted() ? "yes" : "**no**";
  }

  private static String counts(Evaluation.Events events) {
    return events.namedOtherwise().isEmpty()
        ? "none"
        : events.namedOtherwise().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void nab(StringBuilder text, List<NabTrial.Row> rows, String command) {
    if (rows.isEmpty()) {
      return;
    }
    text.append("## Numenta Anomaly Benchmark\n\n");
    text.append(
        line(
            "The benchmark's own scoring, one configuration and one threshold for all files; fitted on"
                + " the probationary rows of all files. Tickwatch is given the values as they are, as"
                + " with `train --series metric` and `detection.series: metric`; the others, which"
                + " take prices, as log prices in units of the probationary rows' deviation."
                + " `%s --only nab`\n",
            command));
    text.append("| detector |");
    rows.get(0).scores().keySet().forEach(profile -> text.append(' ').append(profile).append(" |"));
    text.append("\n|---|").append("---|".repeat(rows.get(0).scores().size())).append('\n');
    for (NabTrial.Row row : rows) {
      text.append("| ").append(row.contender()).append(" |");
      for (Map.Entry<String, Double> score : row.scores().entrySet()) {
        text.append(line(" %.1f |", score.getValue()).replace("\n", ""));
      }
      text.append('\n');
    }
    text.append('\n');
    rows.forEach(row -> nabFiles(text, row));
  }

  private static void nabFiles(StringBuilder text, NabTrial.Row row) {
    if (row.files().isEmpty()) {
      return;
    }
    text.append(row.contender());
    text.append(
        """
         file by file, at the one threshold that is best for all of them under the standard profile. *Raw* is the sum of
        weights: a window that is not found costs 1. *Alerts* is what the product opens behind the file's probation under its
        default budget of 1 in 2,000 rows.

        | file | rows judged | windows | found | false | raw | alerts |
        |---|---|---|---|---|---|---|
        """);
    for (NabTrial.FileRow file : row.files()) {
      text.append(
          line(
              "| %s | %,d | %d | %d | %d | %.2f | %d |",
              file.name(),
              file.rows(),
              file.windows(),
              file.found(),
              file.falsePositives(),
              file.raw() + 0.0, // no -0.00
              file.alerts()));
    }
    text.append('\n');
  }

  private static void prints(StringBuilder text, PrintsTrial.Result prints, String command) {
    text.append("## Prints off the market\n\n");
    text.append(
        line(
            "From price, size and time of every trade, under the product's own threshold of 1 in %,.0f: "
                + "%,d of %,d far prints found (%.1f %%); %,d alerts on %,d ordinary prints"
                + " (1 in %,.0f). `%s --only prints`",
            prints.budget(),
            prints.farFound(),
            prints.far(),
            100.0 * prints.farFound() / Math.max(1, prints.far()),
            prints.ordinaryAlerted(),
            prints.ordinary(),
            prints.ordinary() / (double) Math.max(1, prints.ordinaryAlerted()),
            command));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }

  private static void picture(DetectionTable table, Path file) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1100)
            .height(420)
            .title("Recall at 1 false alert in 2,000 clean ticks: " + table.dataset())
            .yAxisTitle("share caught")
            .build();
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
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
