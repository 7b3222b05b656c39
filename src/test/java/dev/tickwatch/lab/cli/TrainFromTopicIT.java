package dev.tickwatch.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.cli.CommandLineRun;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a topic trains the model that the file trains which was replayed to it. */
class TrainFromTopicIT {
  private static final String[] SMALL = {
    "--window",
    "12",
    "--horizon",
    "3",
    "--hidden",
    "8",
    "--latent",
    "2",
    "--epochs",
    "1",
    "--no-progress"
  };

  @TempDir private Path directory;

  private byte[] train(String out, String... source) throws IOException {
    Path models = directory.resolve(out);
    String[] command = {"train", "--model-out", models.toString()};
    CommandLineRun run =
        CommandLineRun.of(
            Stream.of(command, source, SMALL).flatMap(Stream::of).toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(models)) {
      return Files.readAllBytes(
          files.filter(f -> f.toString().endsWith(".onnx")).findFirst().orElseThrow());
    }
  }

  @Test
  void givesTheSameBytes() throws IOException {
    StringBuilder csv = new StringBuilder("symbol,time,price,size\n");
    for (Tick tick : ArithmeticScorer.walk("ACME", 3_200, 8)) {
      csv.append("ACME,").append(tick.eventTimeMicros()).append(',').append(tick.price());
      csv.append(',').append(tick.size()).append('\n');
    }
    String file = Files.writeString(directory.resolve("ticks.csv"), csv).toString();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
      String servers = kafka.bootstrapServers();
      CommandLineRun replay =
          CommandLineRun.of(
              "replay", "--ticks", file, "--bootstrap-server", servers, "--create-topic", "2");
      assertThat(replay.status()).as(replay.err()).isZero();

      byte[] fromTopic =
          train("topic", "--from-topic", "prices.ticks", "--bootstrap-server", servers);

      assertThat(fromTopic).isEqualTo(train("file", "--ticks", file));
    }
  }
}
