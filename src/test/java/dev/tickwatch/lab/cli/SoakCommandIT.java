package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwatch.app.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Half a minute of what takes an hour: too short to judge what stays flat. */
@EnabledOnOs(OS.LINUX)
@Tag("thorough")
final class SoakCommandIT {
  @TempDir Path directory;

  @Test
  void scoresEveryTickAndSwapsModelsUnderChangingSymbols() throws Exception {
    CommandLineRun run =
        CommandLineRun.of(
            "soak",
            "--minutes",
            "0.5",
            "--rate",
            "500",
            "--symbols",
            "5",
            "--swaps",
            "3",
            "--out",
            directory.toString());

    JsonNode result = new ObjectMapper().readTree(directory.resolve("soak.json").toFile());
    assertThat(result.get("unscored").asLong()).as(run.out() + run.err()).isZero();
    assertThat(result.get("sent").asLong()).isGreaterThan(10_000);
    assertThat(result.get("swapped").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(result.get("samples").size()).isGreaterThan(10);
    assertThat(Files.readString(directory.resolve("soak.md"))).contains("resident memory");
    assertThat(directory.resolve("soak.png")).isNotEmptyFile();
  }
}
