package dev.tickwatch.app.service;

import dev.tickwatch.app.stream.StreamSettings.GroupProtocol;
import dev.tickwatch.app.stream.StreamSettings.Guarantee;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketRules;
import dev.tickwatch.detect.symbol.ForecastSettings;
import dev.tickwatch.detect.symbol.JudgingSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickSettings;
import dev.tickwatch.market.check.QualitySettings;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.ByteSize;
import dev.tickwatch.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    @Setting("Kafka Streams.") Streams streams,
    JudgingSettings detection,
    AlertPolicy alerts,
    MarketRules market,
    QualitySettings quality,
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
      @Setting(
              value = "Ticks in, keyed by symbol.",
              byDefault = "prices.ticks",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String ticks,
      @Setting(
              value = "A score for every tick.",
              byDefault = "prices.scores",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String scores,
      @Setting(
              value = "Forecasts of the next ticks.",
              byDefault = "prices.forecasts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String forecasts,
      @Setting(
              value = "Openings, updates and closings of alerts.",
              byDefault = "prices.alerts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String alerts,
      @Setting(
              value = "Openings, updates and closings of alerts of the market as a whole.",
              byDefault = "prices.market-alerts",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String marketAlerts,
      @Setting(
              value = "Records that could not be scored, with the reason.",
              byDefault = "prices.dead-letters",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String deadLetters,
      @Setting(
              value = "Make topics that are missing at the start; otherwise the start is refused.",
              byDefault = "true")
          boolean createMissing,
      @Setting(
              value =
                  "Partitions of a tick topic made by Tickwatch. Result topics get as many as the"
                      + " tick topic has.",
              byDefault = "6",
              min = "1",
              max = "1000")
          int partitions,
      @Setting(
              value = "Replicas of topics made by Tickwatch; -1 for the broker's default.",
              byDefault = "-1",
              min = "-1",
              max = "9")
          int replicationFactor) {

    /**
     * @throws IllegalArgumentException when two topics have one name
     */
    public Topics {
      List<String> all = List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
      if (Set.copyOf(all).size() < all.size()) {
        throw new IllegalArgumentException(
            "topics.ticks, scores, forecasts, alerts, market-alerts and dead-letters must be six"
                + " topics, not "
                + String.join(", ", all));
      }
      if (replicationFactor == 0) {
        throw new IllegalArgumentException(
            "topics.replication-factor is '0'; must be -1, or 1 or more");
      }
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
      @Setting(
              value =
                  "Ticks that go through the model at once. From 16 on a batch may grow while the"
                      + " model is busy, to four times its size or 512 at most. When not set, 128"
                      + " on the CPU and 2048 on a GPU.",
              min = "1",
              max = "16384")
          Optional<Integer> batchSize,
      @Setting(
              value = "The longest that a tick waits for a batch to fill.",
              byDefault = "5ms",
              min = "1ms",
              max = "10s")
          Duration linger,
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

  /** Section {@code streams}. */
  public record Streams(
      @Setting(
              value =
                  "Names the service: instances that share it share the partitions; consumer group,"
                      + " changelog topics and state directories carry it.",
              byDefault = "tickwatch",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          String applicationId,
      @Setting(
              value = "How often results are committed; the larger part of the delay.",
              byDefault = "50ms",
              min = "1ms",
              max = "1m")
          Duration commitInterval,
      @Setting(
              value = "Where windows are kept on disk. Keep it over restarts.",
              byDefault = "state")
          Path stateDir,
      @Setting(
              value = "Whether every tick gives its results exactly once, or at least once.",
              byDefault = "exactly-once")
          Guarantee processingGuarantee,
      @Setting(
              value =
                  "A name for this instance that stays over restarts, so that a restart does not"
                      + " move partitions. Classic group protocol only.",
              matching = KafkaName.FORM,
              allowed = KafkaName.ALLOWED)
          Optional<String> groupInstanceId,
      @Setting(
              value = "Consumer group protocol; `streams` needs brokers of Kafka 4.2 or newer.",
              byDefault = "classic")
          GroupProtocol groupProtocol,
      @Setting(
              value = "Memory for windows not yet written to disk, for all threads together.",
              byDefault = "8MiB",
              min = "0B",
              max = "64GiB")
          ByteSize cacheSize) {

    /**
     * @throws IllegalArgumentException when a static member is asked of the streams protocol
     */
    public Streams {
      if (groupInstanceId.isPresent() && groupProtocol == GroupProtocol.STREAMS) {
        throw new IllegalArgumentException(
            "streams.group-instance-id is '%s'; must not be set with streams.group-protocol streams"
                .formatted(groupInstanceId.get()));
      }
    }
  }

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
