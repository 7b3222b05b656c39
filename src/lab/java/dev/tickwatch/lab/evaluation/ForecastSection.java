package dev.tickwatch.lab.evaluation;

import static dev.tickwatch.lab.harness.MarkdownPage.number;

import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** How good forecasts of a dataset are, as a section of the page. */
final class ForecastSection {
  private static final String FORECASTS =
      """
      Of the cumulative return 1 to 10 ticks ahead, on the clean later part; means over all horizons. CRPS and
      pinball loss are in units of the mean absolute return times the root of the ticks ahead (lower is
      better), coverage in percent; the terciles are by volatility before the forecast; a break is a return of
      8 volatilities, and the 60 ticks after it are looked at.

      """;

  private ForecastSection() {}

  static void write(MarkdownPage text, Evaluation.Forecasts forecasts) {
    MarkdownTable table =
        MarkdownTable.under(
            "| forecast | CRPS | 1 ahead | last | pinball 5 % | 25 % | 50 % | 75 % | 95 % | covers 50 % | 90 % | 95 % | 90 %: calm | middle | lively | after a break |");
    forecasts.results().forEach(result -> table.row(row(result)));
    text.section("Forecasts, " + forecasts.dataset()).text(FORECASTS).table(table);
  }

  private static List<String> row(ForecastMetrics.Result result) {
    ForecastMetrics.Row all = result.all();
    List<ForecastMetrics.Row> rows = result.byHorizon();
    List<String> cells = new ArrayList<>();
    cells.add(result.name());
    cells.add(number("%.4f", all.crps()));
    cells.add(number("%.4f", rows.get(0).crps()));
    cells.add(number("%.4f", rows.get(rows.size() - 1).crps()));
    all.pinball().forEach(loss -> cells.add(number("%.4f", loss)));
    all.coverage().forEach(covered -> cells.add(number("%.1f", 100 * covered.overall())));
    ForecastMetrics.Coverage ninety = all.coverage().get(1);
    ninety.byTercile().forEach(covered -> cells.add(number("%.1f", 100 * covered)));
    cells.add(number("%.1f", 100 * ninety.afterBreak()));
    return cells;
  }
}
