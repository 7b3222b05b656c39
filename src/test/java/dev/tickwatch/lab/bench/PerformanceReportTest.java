package dev.tickwatch.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.lab.harness.HarnessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceReportTest {
  private static final Machine MACHINE =
      new Machine("a processor", 2, "a JVM", 0.1, "a model", "walks", "tickwatch bench");

  @TempDir Path directory;

  private static BenchResults alone(String device, double windowsPerSecond) {
    List<ScorerPoint> points = List.of(new ScorerPoint(1, 64, windowsPerSecond, 10_000, 1, 1));
    return new BenchResults(
        null,
        null,
        null,
        List.of(new BenchResults.ScorerAlone(MACHINE, device, points)),
        List.of());
  }

  @Test
  void keepsWhatThisRunDidNotMeasure() {
    Path page = directory.resolve("performance.md");

    PerformanceReport.write(alone("cpu", 1_234), page);
    PerformanceReport.write(alone("cuda:0", 5_678), page);

    assertThat(page).content().contains("1,234", "5,678");
    assertThat(PerformanceReport.earlier(page).scorer()).hasSize(2);
  }

  @Test
  void refusesWhatAnotherVersionLeftBeforeItIsMeasuredFor() throws IOException {
    Path page = directory.resolve("performance.md");
    assertThat(PerformanceReport.earlier(page)).isEqualTo(BenchResults.NONE);
    Path json = directory.resolve("performance/results.json");
    Files.createDirectories(json.getParent());

    Files.writeString(json, "{\"latency\": {\"sustained\": 1}}");
    assertThatThrownBy(() -> PerformanceReport.earlier(page))
        .isInstanceOf(HarnessException.class)
        .hasMessageContainingAll(json.toString(), "another version");

    Files.writeString(json, "{\"format\": 2, \"results\"");
    assertThatThrownBy(() -> PerformanceReport.earlier(page))
        .isInstanceOf(HarnessException.class)
        .hasMessageContainingAll(json.toString(), "damaged");
  }
}
