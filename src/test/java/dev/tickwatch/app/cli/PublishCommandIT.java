package dev.tickwatch.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.catalog.TopicCatalog;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandIT {
  @TempDir private static Path directory;
  private static EmbeddedKafka kafka;
  private static TrainingResult trained;
  private static Path model;

  @BeforeAll
  static void start() throws IOException {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    trained = train();
    model = Files.write(directory.resolve("model.onnx"), trained.model());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void publishesAModelThatServicesFind() {
    CommandLineRun run = publish(model, "models", "--create-topic", "--name", "crypto");
    String version = trained.manifest().version();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("published model crypto " + version + " to topic models\n");
    assertThat(run.status()).isZero();
    Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (TopicCatalog catalog = new TopicCatalog(client, "models", "crypto")) {
      ModelArtifact found = catalog.latest().orElseThrow();
      assertThat(found.version()).isEqualTo(version);
      assertThat(found.onnx()).isEqualTo(trained.model());
    }
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    byte[] whole = trained.model();
    Path cut = directory.resolve("cut.onnx");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertMistake(publish(cut, "models"), "model " + cut + ": not an ONNX file");
    Path empty = Files.write(directory.resolve("empty.onnx"), new byte[0]);
    assertMistake(publish(empty, "models"), "model " + empty + ": not an ONNX file");
    assertMistake(publish(directory, "models"), "is a directory");
    assertMistake(publish(Path.of("none.onnx"), "models"), "model file none.onnx cannot be read");
  }

  @Test
  void namesATopicThatIsNotThereAndANameThatCannotBe() {
    assertMistake(
        publish(model, "nowhere"),
        "topic 'nowhere' does not exist on "
            + kafka.bootstrapServers()
            + "; create it with --create-topic");
    assertMistake(publish(model, "names", "--create-topic", "--name", "a/b"), "model name 'a/b'");
  }

  @Test
  void warnsOfATopicThatForgets() {
    kafka.createTopic("forgetful", 1, Map.of());
    CommandLineRun run = publish(model, "forgetful");
    assertThat(run.status()).isZero();
    assertThat(run.err())
        .startsWith("warning: topic forgetful has cleanup.policy=delete: Kafka will delete");
  }

  private static void assertMistake(CommandLineRun run, String message) {
    assertThat(run.err()).startsWith("tickwatch publish: ").contains(message);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(2);
  }

  private static CommandLineRun publish(Path file, String topic, String... more) {
    List<String> args = new ArrayList<>(List.of("publish", "--model", file.toString()));
    args.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--topic", topic));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static TrainingResult train() {
    Random random = new Random(1);
    List<Tick> ticks = new ArrayList<>();
    double price = 100;
    for (int i = 0; i < 4_000; i++) {
      price *= Math.exp(1e-3 * random.nextGaussian());
      ticks.add(
          Tick.of("A", 1_700_000_000_000_000L + i * 1_000_000L, price, 1 + random.nextInt(9)));
    }
    TrainingSettings small =
        TrainingSettings.DEFAULT
            .edit()
            .shape(new WindowShape(12, 3))
            .hidden(8)
            .latent(2)
            .epochs(1)
            .build();
    return Trainer.train(small, Map.of("A", ticks), new TrainingListener() {});
  }
}
