package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.SmallModel;
import dev.tickwatch.market.tick.Tick;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();

  @Test
  void printsTheSettingsInForceWithTheirOriginAndNoSecret() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("t.yaml"),
            "kafka:\n  bootstrap.servers: one:9092\n  ssl.keystore.password: hunter2\n");

    int status =
        run(
            Map.of("TICKWATCH_SCORING_LINGER", "7ms", "TICKWATCH_CONFIG", config.toString()),
            "--set",
            "scoring.batch-size=64",
            "--model",
            "models",
            "--print-settings");

    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("kafka.bootstrap.servers: one:9092  # file " + config + ", line 2")
        .contains("kafka.ssl.keystore.password: ********")
        .contains("scoring.batch-size: 64  # flag --set")
        .contains("scoring.linger: 7ms  # environment TICKWATCH_SCORING_LINGER")
        .contains("model.path: models  # flag --model")
        .contains("alerts.budget-ticks: 2000  # default")
        .doesNotContain("hunter2");
  }

  @Test
  void endsWithStatusTwoAndALineForEachMistake() {
    int status = run(Map.of(), "--model", "m", "--set", "scoring.batch-size=many", "--set", "x=1");

    assertThat(status).isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly(
            "tickwatch run: x (flag --set) is not a setting",
            "scoring.batch-size is 'many' (flag --set); must be a whole number from 1 to 16384");
  }

  @Test
  void saysThatTheModelIsMissing() {
    Path missing = directory.resolve("none.onnx");
    int status = run(Map.of(), "--model", missing.toString(), "--bootstrap-server", "127.0.0.1:1");

    assertThat(status).isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly(
            "tickwatch run: model.path is '%s'; there is no such file or directory"
                .formatted(missing));
  }

  @Test
  void saysThatTheModelIsNone() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.onnx"), "not a model");
    int status =
        run(
            Map.of(),
            "--model",
            broken.toString(),
            "--bootstrap-server",
            "127.0.0.1:1",
            "--set",
            "server.port=0",
            "--set",
            "server.host=127.0.0.1");

    assertThat(status).isEqualTo(2);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("tickwatch run: model default sha256-")
        .contains("of model.path '" + broken + "': not an ONNX file");
  }

  @Test
  void stopsWhenAGpuIsAskedForAndNotThere() throws IOException {
    Map<String, List<Tick>> walks = SmallModel.walks(List.of("AAA", "BBB", "CCC"), 1_200, 1);
    Path model = SmallModel.trainedOn(walks, directory.resolve("model.onnx"));
    int status =
        run(
            Map.of(),
            "--model",
            model.toString(),
            "--bootstrap-server",
            "127.0.0.1:1",
            "--set",
            "model.device=cuda:0",
            "--set",
            "server.port=0",
            "--set",
            "server.host=127.0.0.1");

    assertThat(status).isEqualTo(1);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("tickwatch run: device cuda:0 was asked for");
  }

  private int run(Map<String, String> environment, String... arguments) {
    PrintWriter writer = new PrintWriter(out);
    return new CommandLine(new RunCommand(environment))
        .setCommandName("run")
        .setOut(writer)
        .setErr(writer)
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              writer.println("tickwatch run: " + error.getMessage());
              return ExpectedFailure.status(error).orElse(99);
            })
        .execute(arguments);
  }
}
