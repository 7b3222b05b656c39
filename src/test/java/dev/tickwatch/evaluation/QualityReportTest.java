package dev.tickwatch.evaluation;

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
                "ours", recalls, Map.of("zigzag", 7), 2.5, 0.6, List.of(1.1, 0.9), 1, 5000)));
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
                        new EventTrial.Found(
                            "SPY", Instant.EPOCH, "market_shock", "low -7%", true))))
            : List.of(),
        more ? List.of(new NabTrial.Row("ours", Map.of("standard", 12.5))) : List.of(),
        more ? Optional.of(new PrintsTrial.Result(2000, 4, 3, 8000, 2)) : Optional.empty(),
        List.of());
  }

  @Test
  void writesTablesPicturesAndFigures() throws IOException {
    Path page = directory.resolve("quality.md");
    QualityReport.write(results(table("hour", 0.75), true), page, "evaluate");

    assertThat(page)
        .content()
        .contains("## hour", "| **all kinds** | **75** |", "| **all kinds** | **38** |")
        .contains("| SPY | 1970-01-01T00:00:00Z | market shock | low -7% | yes |")
        .contains("| ours | 12.5 |", "3 of 4 far prints found (75.0 %)", "(1 in 4,000)");
    assertThat(directory.resolve("quality/hour.png")).isNotEmptyFile();
    assertThat(directory.resolve("quality/results.json")).isNotEmptyFile();
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
