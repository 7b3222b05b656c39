package dev.tickwatch.app.service;

import dev.tickwatch.app.stream.KafkaName;
import dev.tickwatch.app.stream.KafkaStreamsSettings;
import dev.tickwatch.app.stream.NewTopics;
import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.app.stream.StreamTopics;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketRules;
import dev.tickwatch.detect.symbol.ForecastSettings;
import dev.tickwatch.detect.symbol.JudgingSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickSettings;
import dev.tickwatch.market.check.DataCheckSettings;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All that {@code tickwatch run} can be told. Messages of the constructors name full keys.
 *
 * @see dev.tickwatch.settings.SettingsLoader
 */
public record ServiceSettings(
    @Setting(
            "Settings of the Kafka clients, passed through as they are: `kafka.bootstrap.servers`"
                + " (required), TLS (`kafka.security.protocol`, `kafka.ssl.*`), SASL"
                + " (`kafka.sasl.*`) and all others of Kafka's reference. Values of keys that name"
                + " a secret are masked when printed.")
        Map<String, String> kafka,
    @Setting("Names of the topics, and whether missing ones are made.") Topics topics,
    TickSettings ticks,
    @Setting("How results are written.") Output output,
    @Setting("Which model scores the ticks. Exactly one of `model.path` and `model.topic` is set.")
        Model model,
    @Setting("Batches for the model.") Scoring scoring,
    KafkaStreamsSettings streams,
    JudgingSettings detection,
    AlertPolicy alerts,
    MarketRules market,
    DataCheckSettings quality,
    ForecastSettings forecasts,
    @Setting("Meters, health and the live page over HTTP.") Server server) {

  private static final String BOOTSTRAP = "bootstrap.servers";

  /**
   * @throws IllegalArgumentException when there is no broker to connect to
   */
  public ServiceSettings {
    kafka = Map.copyOf(kafka);
    if (kafka.getOrDefault(BOOTSTRAP, "").isBlank()) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers is not set; must be host:port of one broker or more");
    }
  }

  /** Section {@code topics}. */
  public record Topics(
      StreamTopics names,
      @Setting(
              value = "Make topics that are missing at the start; otherwise the start is refused.",
              byDefault = "true")
          boolean createMissing,
      NewTopics made) {

    /** How missing topics are made; empty where that stops the start. */
    Optional<NewTopics> creation() {
      return createMissing ? Optional.of(made) : Optional.empty();
    }
  }

  /** Section {@code output}. */
  public record Output(
      @Setting(value = "Format of scores, forecasts, alerts and dead letters.", byDefault = "avro")
          RecordFormat format) {}

  /** Section {@code model}. */
  public record Model(
      @Setting(
              "An ONNX file written by `tickwatch train`, or a directory of which the newest is used.")
          Optional<Path> path,
      @Setting(
              value = "A topic that models are published to.",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          Optional<String> topic,
      @Setting(
              value = "Which models of the topic or the directory to use, by name.",
              byDefault = "default",
              matching = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}",
              allowed = "1 to 128 letters, digits or . _ -")
          String name,
      @Setting(
              value = "How often to look for a newer model, which replaces the one in use.",
              byDefault = "10s",
              min = "100ms",
              max = "1d")
          Duration pollInterval,
      @Setting(
              value = "Where the model runs. A device that is not there stops the start.",
              byDefault = "cpu",
              allowed = "cpu or cuda:N")
          ScoringDevice device) {

    /**
     * @throws IllegalArgumentException when there is no source of models, or two
     */
    public Model {
      if (path.isPresent() == topic.isPresent()) {
        throw new IllegalArgumentException(
            path.isPresent()
                ? "model.path is '%s' and model.topic is '%s'; must be one of the two"
                    .formatted(path.get(), topic.get())
                : "model.path is not set, nor is model.topic; one of the two must be");
      }
    }
  }

  /** Section {@code scoring}. */
  public record Scoring(
      StreamSettings.Batching batching,
      @Setting(
              value =
                  "The longest that the model may take for a batch. One that does not come back by"
                      + " then cannot be stopped: the service says which it was and ends its process"
                      + " with status 3, with nothing of the batch committed. Keep it below the"
                      + " transaction timeout, which is 10 s unless"
                      + " `kafka.transaction.timeout.ms` says otherwise.",
              byDefault = "8s",
              min = "100ms",
              max = "1h")
          Duration deadline,
      @Setting(
              value = "Stream threads, each with batches of its own.",
              byDefault = "1",
              min = "1",
              max = "256")
          int threads) {}

  /** Section {@code server}. */
  public record Server(
      @Setting(value = "Address to listen on.", byDefault = "0.0.0.0") String host,
      @Setting(
              value = "Port to listen on; 0 for any free one.",
              byDefault = "8080",
              min = "0",
              max = "65535")
          int port) {}
}
