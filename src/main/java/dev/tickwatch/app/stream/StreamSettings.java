package dev.tickwatch.app.stream;

import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
    StreamTopics topics,
    Formats formats,
    boolean keyedBySymbol,
    Optional<BarRules> bars,
    Batching batching,
    int threads,
    KafkaStreamsSettings engine,
    Optional<MarketSettings> market,
    Optional<NewTopics> createMissingTopics) {

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
        StreamTopics.DEFAULT,
        Formats.DEFAULT,
        true,
        Optional.empty(),
        Batching.DEFAULT,
        1,
        KafkaStreamsSettings.DEFAULT.named(applicationId),
        Optional.of(MarketSettings.DEFAULT),
        Optional.empty());
  }

  /** The same with other topics. */
  public StreamSettings with(StreamTopics other) {
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
  public StreamSettings with(KafkaStreamsSettings other) {
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
}
