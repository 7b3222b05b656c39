package dev.tickwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services in processes of their own against a broker in another one; figures mean nothing here.
 */
final class BenchCommandIT {
  @TempDir Path directory;

  @Test
  void measuresEveryPartAndFindsEveryTickOnce() throws Exception {
    Path page = directory.resolve("performance.md");

    int status = Main.run("bench", "--quick", "--out", page.toString());

    assertThat(status).isZero();
    JsonNode results =
        new ObjectMapper().readTree(directory.resolve("performance/results.json").toFile());
    List<String> empty = new ArrayList<>();
    findEmpty(results, "results", empty);
    assertThat(empty).isEmpty();
    assertThat(results.at("/drain/drains").findValuesAsText("variant"))
        .containsExactly(
            "Tickwatch", "At least once", "Batch size 1", "Free scorer", "Random Cut Forest");
    for (String part : List.of("/drain/drains", "/symbols/drains")) {
      for (JsonNode drain : results.at(part)) {
        long committed = drain.get("committed").asLong();
        assertThat(committed).isPositive();
        assertThat(drain.at("/check/scores").asLong()).isEqualTo(committed);
        assertThat(drain.at("/check/missing").asLong()).isZero();
        assertThat(drain.at("/check/repeated").asLong()).isZero();
        assertThat(drain.get("rounds")).isNotEmpty();
        for (JsonNode usage : drain.get("rounds")) {
          assertThat(usage.get("ticksPerSecond").asDouble()).isPositive();
          assertThat(usage.get("cpuMicrosPerTick").asDouble()).isPositive();
          assertThat(usage.get("peakRssMib").asDouble()).isPositive();
          if (!drain.get("cold").asBoolean()) {
            assertThat(usage.get("warmingUp").asLong()).isZero();
          }
        }
      }
    }
    JsonNode ours = results.at("/drain/drains/0/rounds/0");
    assertThat(ours.get("changelogBytesPerTick").asDouble()).isPositive();
    assertThat(ours.get("windowsPerScoringSecond").asDouble()).isPositive();
    JsonNode step = results.at("/latency/steps/0");
    assertThat(step.get("missing").asLong()).isZero();
    assertThat(step.get("ticks").asLong()).isPositive();
    assertThat(step.get("p50").asDouble()).isBetween(0.1, step.get("p99").asDouble());
    assertThat(Files.readString(page))
        .contains("## Targets", "tickwatch bench --quick", "Random Cut Forest", "## LSTM_A")
        .doesNotContain("NaN", "Infinity");
    assertThat(List.of("drain", "latency", "symbols", "scorer-cpu"))
        .allSatisfy(
            picture -> assertThat(directory.resolve("performance/" + picture + ".png")).exists());
  }

  private static void findEmpty(JsonNode node, String path, List<String> empty) {
    if (node.isNull() || (node.isTextual() && node.asText().matches("NaN|-?Infinity|"))) {
      empty.add(path);
    }
    node.properties()
        .forEach(field -> findEmpty(field.getValue(), path + "/" + field.getKey(), empty));
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      findEmpty(node.get(i), path + "/" + i, empty);
    }
  }
}
