package dev.tickwatch.app.stream;

import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.ByteSize;
import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the stream reads and writes, and how.
 *
 * @param topics where records come from and go to
 * @param formats how records are written
 * @param keyedBySymbol whether the key of every tick record stands for its symbol, so that one
 *     symbol's ticks share a partition; if not, ticks pass through a repartition topic first
 * @param bars how ticks become bars before they are scored; empty to score the ticks themselves
 * @param batching how windows are gathered for the model
 * @param threads stream threads of this process, each with batches of its own; 1 to 256
 * @param engine how Kafka Streams runs
 * @param market how the market as a whole is watched; empty when it is not
 * @param createMissingTopics empty when a missing topic is to stop the start
 */
public record StreamSettings(
    Topics topics,
    Formats formats,
    boolean keyedBySymbol,
    Optional<BarRules> bars,
    Batching batching,
    int threads,
    Engine engine,
    Optional<MarketSettings> market,
    Optional<NewTopics> createMissingTopics) {

  private static final Pattern NAME = Pattern.compile(KafkaName.FORM);

  /**
   * @throws IllegalArgumentException when there are too few threads, or too many
   */
  public StreamSettings {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("threads must be 1 to 256, not " + threads);
    }
    Objects.requireNonNull(topics);
    Objects.requireNonNull(formats);
    Objects.requireNonNull(bars);
    Objects.requireNonNull(batching);
    Objects.requireNonNull(engine);
    Objects.requireNonNull(market);
    Objects.requireNonNull(createMissingTopics);
  }

  /** Default values under a given application id. */
  public static StreamSettings defaults(String applicationId) {
    return new StreamSettings(
        Topics.DEFAULT,
        Formats.DEFAULT,
        true,
        Optional.empty(),
        Batching.DEFAULT,
        1,
        Engine.DEFAULT.named(applicationId),
        Optional.of(MarketSettings.DEFAULT),
        Optional.empty());
  }

  /** The same with other topics. */
  public StreamSettings with(Topics other) {
    return new StreamSettings(
        other,
        formats,
        keyedBySymbol,
        bars,
        batching,
        threads,
        engine,
        market,
        createMissingTopics);
  }

  /** The same with other formats. */
  public StreamSettings with(Formats other) {
    return new StreamSettings(
        topics, other, keyedBySymbol, bars, batching, threads, engine, market, createMissingTopics);
  }

  /** The same with other batching. */
  public StreamSettings with(Batching other) {
    return new StreamSettings(
        topics, formats, keyedBySymbol, bars, other, threads, engine, market, createMissingTopics);
  }

  /** The same with another engine. */
  public StreamSettings with(Engine other) {
    return new StreamSettings(
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
        threads,
        other,
        market,
        createMissingTopics);
  }

  /** The same with another number of stream threads. */
  public StreamSettings withThreads(int other) {
    return new StreamSettings(
        topics, formats, keyedBySymbol, bars, batching, other, engine, market, createMissingTopics);
  }

  /** Names consumer group, state and transactions. */
  public String applicationId() {
    return engine.applicationId();
  }

  /** The same, creating topics that are missing. */
  public StreamSettings with(NewTopics creation) {
    return new StreamSettings(
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
        threads,
        engine,
        market,
        Optional.of(creation));
  }

  /** The same, scoring bars of the ticks. */
  public StreamSettings with(BarRules rules) {
    return new StreamSettings(
        topics,
        formats,
        keyedBySymbol,
        Optional.of(rules),
        batching,
        threads,
        engine,
        market,
        createMissingTopics);
  }

  /** The same, watching the market otherwise, or not at all. */
  public StreamSettings withMarket(Optional<MarketSettings> other) {
    return new StreamSettings(
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
        threads,
        engine,
        other,
        createMissingTopics);
  }

  /** Topics that must be there. */
  List<String> requiredTopics() {
    return topics.all().stream()
        .filter(topic -> market.isPresent() || !topic.equals(topics.marketAlerts()))
        .toList();
  }

  /** The same for tick records whose keys say nothing of their symbol. */
  public StreamSettings keyedOtherwise() {
    return new StreamSettings(
        topics, formats, false, bars, batching, threads, engine, market, createMissingTopics);
  }

  private static void requireName(String what, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 200 letters, digits or . _ -, not '" + value + "'");
    }
  }

  /** Names of topics; no two the same. */
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
          String deadLetters) {

    /** {@code prices.ticks} and so on. */
    public static final Topics DEFAULT = SettingsLoader.defaults(Topics.class);

    /**
     * @throws IllegalArgumentException when a name cannot be a topic's, or stands twice
     */
    public Topics {
      requireName("topic of ticks", ticks);
      requireName("topic of scores", scores);
      requireName("topic of forecasts", forecasts);
      requireName("topic of alerts", alerts);
      requireName("topic of market alerts", marketAlerts);
      requireName("topic of dead letters", deadLetters);
      List<String> all = List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
      if (Set.copyOf(all).size() < all.size()) {
        throw new IllegalArgumentException(
            "topics.ticks, scores, forecasts, alerts, market-alerts and dead-letters must be six"
                + " topics, not "
                + String.join(", ", all));
      }
    }

    /** Every name, ticks first. */
    public List<String> all() {
      return List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
    }
  }

  /**
   * How records are written.
   *
   * @param ticks format of incoming ticks
   * @param tickFields names of their JSON fields; unused by Avro
   * @param results format of scores, forecasts, alerts and dead letters
   */
  public record Formats(RecordFormat ticks, TickFields tickFields, RecordFormat results) {

    /** Avro in and out. */
    public static final Formats DEFAULT =
        new Formats(RecordFormat.AVRO, TickFields.DEFAULT, RecordFormat.AVRO);

    /** None may be null. */
    public Formats {
      Objects.requireNonNull(ticks);
      Objects.requireNonNull(tickFields);
      Objects.requireNonNull(results);
    }
  }

  /**
   * How windows are gathered for the model. While it is busy with others a batch grows on, as a
   * larger one costs less a window.
   *
   * @param batchSize windows from which on a batch is scored where the model is free; 1 to 65536.
   *     Empty for as many as suit the CPU
   * @param linger longest wait for a fuller batch; 1 ms to 10 s, whole milliseconds
   */
  public record Batching(
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
          Duration linger) {

    /** A commit takes about as long as the model does for half as many. */
    private static final int WINDOWS_AHEAD = 1280;

    private static final int FEWEST_AHEAD = 3;
    private static final int MOST_AHEAD = 10;

    /** Smaller batches are scored sooner than they are handed over to another thread. */
    static final int SMALLEST_HANDED_OVER = 16;

    private static final int GROWTH = 4;

    /** A CPU gains nothing by still larger ones. */
    private static final int LARGEST_GROWN = 512;

    /** 128 windows, 5 ms. */
    public static final Batching DEFAULT = SettingsLoader.defaults(Batching.class);

    /**
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public Batching {
      batchSize.ifPresent(Batching::requireSize);
      requireBetween("batch linger", linger, Duration.ofMillis(1), Duration.ofSeconds(10));
    }

    /** With batches of a given size. */
    public Batching(int size, Duration linger) {
      this(Optional.of(size), linger);
    }

    private static void requireSize(int size) {
      if (size < 1 || size > 65536) {
        throw new IllegalArgumentException("batch size must be 1 to 65536, not " + size);
      }
    }

    /** Windows from which on a batch is scored where the model is free. */
    public int size() {
      return batchSize.orElse(ScoringDevice.CPU.usualBatchSize());
    }

    /** The same, with batches that suit the device where none were asked for. */
    public Batching on(ScoringDevice device) {
      return new Batching(batchSize.orElse(device.usualBatchSize()), linger);
    }

    /** Windows that a batch may grow to while the model, on a thread of its own, is busy. */
    public static int largest(int size) {
      return size < SMALLEST_HANDED_OVER
          ? size
          : Math.max(size, Math.min(GROWTH * size, LARGEST_GROWN));
    }

    /**
     * Batches that may line up for the model while a further one is filled, so that it has work
     * while the stream commits.
     */
    public static int mostAhead(int size) {
      return Math.max(FEWEST_AHEAD, Math.min(MOST_AHEAD, WINDOWS_AHEAD / largest(size)));
    }

    /**
     * Windows that may wait at a time. Of each of its partitions a stream that is stopped leaves as
     * many ticks to its next start, at most.
     */
    public static long mostWaiting(int size) {
      return (mostAhead(size) + 1L) * largest(size);
    }
  }

  private static void requireBetween(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** What is promised of the output topics. */
  public enum Guarantee {
    /** Each tick has its results once, for readers of committed records. */
    EXACTLY_ONCE("exactly_once_v2"),
    /** After a crash some ticks are scored again, under new sequence numbers. */
    AT_LEAST_ONCE("at_least_once");

    private final String code;

    Guarantee(String code) {
      this.code = code;
    }

    /** Kafka's name for it. */
    public String code() {
      return code;
    }
  }

  /** How members of the group agree on who reads what. */
  public enum GroupProtocol {
    /** Members assign; knows static members. */
    CLASSIC,
    /** The broker assigns (KIP-1071). */
    STREAMS
  }

  /**
   * How Kafka Streams runs.
   *
   * @param applicationId names consumer group, state and transactions
   * @param commitInterval time between transactions; 1 ms to 60 s
   * @param stateDir where windows are kept on disk; kept over restarts it makes them quick
   * @param processingGuarantee what is promised of the output topics
   * @param groupInstanceId name of this instance that outlives restarts, so that a restart causes
   *     no rebalance; needs the classic protocol
   * @param groupProtocol how members agree on who reads what
   * @param cacheSize memory for windows that await their write to the store, over all threads. What
   *     two commits have between them is enough; more slows down each look into it
   */
  @Setting("Kafka Streams.")
  public record Engine(
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

    /** Commits each 50 ms, 8 MiB of cache, exactly once. */
    public static final Engine DEFAULT = SettingsLoader.defaults(Engine.class);

    /**
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public Engine {
      requireName("application id", applicationId);
      requireBetween(
          "commit interval", commitInterval, Duration.ofMillis(1), Duration.ofMinutes(1));
      Objects.requireNonNull(stateDir);
      Objects.requireNonNull(processingGuarantee);
      Objects.requireNonNull(cacheSize);
      groupInstanceId.ifPresent(id -> requireName("group instance id", id));
      if (groupInstanceId.isPresent() && groupProtocol == GroupProtocol.STREAMS) {
        throw new IllegalArgumentException(
            "streams.group-instance-id is '%s'; must not be set with streams.group-protocol streams"
                .formatted(groupInstanceId.get()));
      }
    }

    /** The same under another application id. */
    Engine named(String other) {
      return new Engine(
          other,
          commitInterval,
          stateDir,
          processingGuarantee,
          groupInstanceId,
          groupProtocol,
          cacheSize);
    }
  }

  /**
   * How missing topics are created.
   *
   * @param partitions of the tick topic; 1 or more. Topics of results get as many as that one has
   * @param replicationFactor 1 or more, or -1 for the broker's default
   */
  public record NewTopics(
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
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public NewTopics {
      if (partitions < 1) {
        throw new IllegalArgumentException(
            "partitions of new topics must be 1 or more, not " + partitions);
      }
      if (replicationFactor == 0) {
        throw new IllegalArgumentException(
            "topics.replication-factor is '0'; must be -1, or 1 or more");
      }
      if (replicationFactor < -1 || replicationFactor > Short.MAX_VALUE) {
        throw new IllegalArgumentException(
            "replication of new topics must be 1 or more, or -1 for the broker's default, not "
                + replicationFactor);
      }
    }
  }
}
