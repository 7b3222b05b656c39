package dev.tickwatch.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityReportTest {
  @TempDir private Path directory;

  private static final Lasting LASTING =
      new Lasting(
          List.of(1.1, 0.9),
          List.of(0.04, Double.NaN),
          List.of(3, 0),
          List.of(List.of(0.7, 0.8, 1.0), List.of(0.6, 0.9, Double.NaN)),
          List.of(1.01, 1.2, 0.88));

  private static DetectionTable table(String dataset, double recall) {
    Map<String, List<Double>> recalls =
        Map.of("zigzag", List.of(recall, Double.NaN), "all kinds", List.of(recall, recall / 2));
    return new DetectionTable(
        dataset,
        3,
        1000,
        900,
        7,
        List.of(500.0, 2000.0),
        List.of(
            new DetectionTable.Row(
                "ours", recalls, Map.of("zigzag", 7), 2.5, 0.6, LASTING, 1, 5000)));
  }

  private static Evaluation.Results results(DetectionTable table, boolean more) {
    return new Evaluation.Results(
        List.of(table),
        List.of(),
        more
            ? List.of(
                new Evaluation.Events(
                    table.dataset(),
                    500,
                    List.of(
                        found("SPY", true, false, List.of("split_like_ratio"), 0, 0),
                        found("QQQ", false, true, List.of(), 0, 0),
                        found("OLD", false, false, null, 0, 0),
                        found("*all*", true, false, null, 8, 6)),
                    1234,
                    Map.of("split_like_ratio", 2)))
            : List.of(),
        more
            ? List.of(
                new UnlikeTrial.Result(
                    "far",
                    table.dataset(),
                    List.of(
                        new UnlikeTrial.Row(
                            "WALK", 5000, List.of(1.5, 2.0), List.of(1.11, Double.NaN)))))
            : List.of(),
        more
            ? List.of(
                new MarketTrial.Result(
                    "hour",
                    List.of(
                        new MarketTrial.Move(Instant.EPOCH, "market_move", "-1.7 %", true, 1),
                        new MarketTrial.Move(
                            Instant.EPOCH.plusSeconds(3600), "market_shock", "-0.5 %", false, 0)),
                    7,
                    6,
                    4_000,
                    500))
            : List.of(),
        more
            ? List.of(
                new NabTrial.Row(
                    "ours",
                    Map.of("standard", 12.5),
                    List.of(new NabTrial.FileRow("art/flat.csv", 3_400, 2, 1, 4, -0.44, 3))))
            : List.of(),
        more ? Optional.of(new PrintsTrial.Result(2000, 4, 3, 8000, 2)) : Optional.empty(),
        List.of());
  }

  private static EventTrial.Found found(
      String symbol,
      boolean alerted,
      boolean warmingUp,
      List<String> named,
      int symbols,
      int alertedSymbols) {
    return new EventTrial.Found(
        symbol,
        Instant.EPOCH,
        "market_shock",
        "low -7%",
        alerted,
        warmingUp,
        named,
        symbols,
        alertedSymbols);
  }

  @Test
  void writesTablesPicturesAndFigures() throws IOException {
    Path page = directory.resolve("quality.md");
    QualityReport.write(results(table("hour", 0.75), true), page, "evaluate");

    assertThat(page)
        .content()
        .contains("## hour", "| **all kinds** | **75** |", "| **all kinds** | **38** |")
        .contains(
            "| SPY | 1970-01-01T00:00:00Z | market shock | low -7% | split_like_ratio | yes |",
            "| low -7% |  | in warm-up |",
            "| OLD | 1970-01-01T00:00:00Z | market shock | low -7% |  | **no** |",
            "| \\*all\\* | 1970-01-01T00:00:00Z | market shock | low -7% |  | 75 % of 8 symbols |",
            "Of 1,234 other ticks were named: split_like_ratio 2.")
        .contains(
            "| ours, 500 | 1.10 | 4 % | 3 | 0.70 | 0.80 | 1.00 | 1.01 | 1.20 | 0.88 |",
            "| ours, 2,000 | 0.90 | | 0 | 0.60 | 0.90 | | | | |")
        .contains("far, with the model of hour", "| WALK | 5,000 | 1.5 | 2.0 | 1.11 | |")
        .contains(
            "1 of 2 known moves are covered", "7 opened, 6 of them elsewhere; 8.0 are granted")
        .contains("| 1970-01-01T00:00:00Z | market_move | -1.7 % | 1 |")
        .contains("| art/flat.csv | 3,400 | 2 | 1 | 4 | -0.44 | 3 |")
        .contains("| ours | 12.5 |", "3 of 4 far prints found (75.0 %)", "(1 in 4,000)");
    assertThat(directory.resolve("quality/hour.png")).isNotEmptyFile();
    assertThat(directory.resolve("quality/results.json")).isNotEmptyFile();
  }

  @Test
  void showsNoNamesWhereAnEarlierRunDidNotAsk() throws IOException {
    Evaluation.Results without =
        new Evaluation.Results(
            List.of(),
            List.of(),
            List.of(
                new Evaluation.Events(
                    "hour", 500, List.of(found("OLD", true, false, null, 0, 0)), 0, null)),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    Path page = directory.resolve("quality.md");
    QualityReport.write(without, page, "evaluate");

    assertThat(page)
        .content()
        .contains("| OLD | 1970-01-01T00:00:00Z | market shock | low -7% | yes |")
        .doesNotContain("named");
  }

  @Test
  void keepsWhatAnEarlierRunMeasured() throws IOException {
    Path page = directory.resolve("quality.md");
    QualityReport.write(results(table("hour", 0.75), true), page, "evaluate");
    QualityReport.write(results(table("minute", 0.5), false), page, "evaluate");
    QualityReport.write(results(table("hour", 0.25), false), page, "evaluate");

    assertThat(Files.readString(page))
        .contains("## minute", "| **all kinds** | **50** |", "| **all kinds** | **25** |")
        .doesNotContain("**75**")
        .contains("3 of 4 far prints found", "| SPY |");
  }
}
