package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwatch.Thoroughness;
import dev.tickwatch.app.cli.Main;
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
  private static final List<String> FEW_PARTS = List.of("latency", "scorer", "lstm-a");
  private static final List<String> ALL_PARTS =
      List.of("drain", "latency", "symbols", "scorer", "lstm-a");

  @TempDir Path directory;

  private JsonNode results;

  @Test
  void measuresAndFindsEveryTickOnce() throws Exception {
    List<String> parts = Thoroughness.choose(FEW_PARTS, ALL_PARTS);
    Path page = directory.resolve("performance.md");

    int status =
        Main.run("bench", "--quick", "--only", String.join(",", parts), "--out", page.toString());

    assertThat(status).isZero();
    results =
        new ObjectMapper()
            .readTree(directory.resolve("performance/results.json").toFile())
            .get("results");
    for (String part : parts) {
      String name = part.equals("lstm-a") ? "lstmA" : part;
      List<String> empty = new ArrayList<>();
      findEmpty(results.get(name), name, empty);
      assertThat(empty).isEmpty();
    }
    assertLatencies(page);
    if (parts.contains("drain")) {
      assertVariants(page);
    }
  }

  private void assertLatencies(Path page) throws Exception {
    assertDrain(results.at("/latency/drain"));
    JsonNode step = results.at("/latency/steps/0");
    assertThat(step.get("missing").asLong()).isZero();
    assertThat(step.get("ticks").asLong()).isPositive();
    assertThat(step.get("p50").asDouble()).isBetween(0.1, step.get("p99").asDouble());
    assertThat(Files.readString(page))
        .contains("## Targets", "tickwatch bench --only", "--quick", "## LSTM_A")
        .doesNotContain("NaN", "Infinity");
    assertPictures("latency", "scorer-cpu");
  }

  private void assertVariants(Path page) throws Exception {
    assertThat(results.at("/drain/drains").findValuesAsText("variant"))
        .containsExactly(
            "Tickwatch", "At least once", "Batch size 1", "Free scorer", "Random Cut Forest");
    results.at("/drain/drains").forEach(BenchCommandIT::assertDrain);
    results.at("/symbols/drains").forEach(BenchCommandIT::assertDrain);
    assertThat(Files.readString(page)).contains("Random Cut Forest");
    assertPictures("drain", "symbols");
  }

  private static void assertDrain(JsonNode drain) {
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
      if (drain.get("variant").asText().equals("Tickwatch")) {
        assertThat(usage.get("changelogBytesPerTick").asDouble()).isPositive();
        assertThat(usage.get("windowsPerScoringSecond").asDouble()).isPositive();
      }
    }
  }

  private void assertPictures(String... names) {
    assertThat(List.of(names))
        .allSatisfy(name -> assertThat(directory.resolve("performance/" + name + ".png")).exists());
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
