package dev.tickwatch.app.cli;

import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.catalog.TopicCatalog;
import dev.tickwatch.io.topic.Topics;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.manifest.ModelFile;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a model file to the topic that services take their model from. */
@Command(
    name = "publish",
    description = {
      "Publishes a model file to a Kafka topic, from which running services take it.",
      "The file is opened first: what is no model is not published."
    })
public final class PublishCommand implements TickwatchCommand {
  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "ONNX file written by tickwatch train.")
  private Path model;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "models",
      description = "Compacted topic. Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Which model it is a version of (setting model.name). Default: ${DEFAULT-VALUE}")
  private String name;

  @Option(
      names = "--create-topic",
      description = "Create the topic, compacted and with one partition, where it does not exist.")
  private boolean createTopic;

  /** For picocli. */
  public PublishCommand() {}

  @Override
  public Integer call() {
    Map<String, Object> client = kafka.client();
    byte[] onnx = read();
    String version;
    try (OnnxWindowScorer opened =
        OnnxWindowScorer.open(onnx, model.toString(), ScoringDevice.CPU)) {
      version = opened.manifest().version();
    }
    prepareTopic(client);
    try (TopicCatalog catalog = new TopicCatalog(client, topic, name)) {
      catalog.publish(new ModelArtifact(name, version, onnx));
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    spec.commandLine()
        .getOut()
        .println("published model " + name + " " + version + " to topic " + topic);
    return ExitCode.OK;
  }

  private void prepareTopic(Map<String, Object> client) {
    try (Topics topics = Topics.of(client)) {
      if (topics.partitions(topic).isEmpty()) {
        if (!createTopic) {
          throw new UserError(
              "topic '"
                  + topic
                  + "' does not exist on "
                  + Topics.servers(client)
                  + "; create it with --create-topic");
        }
        topics.create(topic, 1, TopicCatalog.topicConfig());
      }
      topics
          .setting(topic, "cleanup.policy")
          .filter(policy -> !policy.contains("compact"))
          .ifPresent(this::warnOfRetention);
    }
  }

  private void warnOfRetention(String policy) {
    spec.commandLine()
        .getErr()
        .println(
            "warning: topic "
                + topic
                + " has cleanup.policy="
                + policy
                + ": Kafka will delete its models in time; set it to compact");
  }

  private byte[] read() {
    if (Files.isDirectory(model)) {
      throw new UserError("--model " + model + " is a directory; name one of its .onnx files");
    }
    try {
      return ModelFile.read(model);
    } catch (IOException e) {
      throw new ModelException("model file " + model + " cannot be read: " + e, e);
    }
  }
}
