package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.harness.Json;
import dev.tickwatch.lab.harness.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as a page of Markdown, a picture a dataset, and JSON. */
public final class QualityReport {
  private static final String INTRODUCTION =
      """
      Anomalies of ten kinds are planted in real prices (seeded; sizes in units of the local volatility, see
      `AnomalyKind` and `InjectedSeries`), about one in 400 ticks. Every detector is fitted on the earlier part of each
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

  private QualityReport() {}

  /**
   * Writes {@code page} and, in a directory of its name beside it, {@code results.json} and the
   * pictures. What an earlier run measured and this one did not stays on the page.
   *
   * @param command what reproduces the page
   */
  public static void write(Evaluation.Results now, Path page, String command) throws IOException {
    String stem = MarkdownPage.stem(page);
    Path json = page.resolveSibling(stem).resolve("results.json");
    Evaluation.Results results =
        Files.exists(json) ? now.over(Json.read(json, Evaluation.Results.class)) : now;
    Json.write(json, results);
    MarkdownPage text = MarkdownPage.titled("Detection quality");
    text.paragraph("Written by").command(command).text(INTRODUCTION);
    for (DetectionTable table : results.detection()) {
      DetectionSection.write(text, table, command);
      String picture = table.dataset() + ".png";
      text.picture("Recall by kind, " + table.dataset(), stem + "/" + picture);
      DetectionSection.picture(table, page.resolveSibling(stem).resolve(picture));
    }
    results.forecasts().forEach(forecasts -> ForecastSection.write(text, forecasts));
    results.events().forEach(events -> EventSections.events(text, events));
    results.market().forEach(market -> EventSections.market(text, market));
    results.unlike().forEach(unlike -> EventSections.unlike(text, unlike));
    BenchmarkSections.nab(text, results.nab(), command);
    results.prints().ifPresent(prints -> BenchmarkSections.prints(text, prints, command));
    if (!results.skipped().isEmpty()) {
      text.text(
          "\nNot measured, for want of their data: "
              + String.join(", ", results.skipped())
              + ".\n");
    }
    text.write(page);
  }
}
