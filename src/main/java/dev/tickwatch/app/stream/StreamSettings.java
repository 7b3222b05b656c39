package dev.tickwatch.app.stream;

import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.market.bar.BarRules;
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
 * @param applicationId names consumer group, state and transactions; letters, digits, {@code . _ -}
 * @param topics where records come from and go to
 * @param formats how records are written
 * @param keyedBySymbol whether the key of every tick record stands for its symbol, so that one
 *     symbol's ticks share a partition; if not, ticks pass through a repartition topic first
 * @param bars how ticks become bars before they are scored; empty to score the ticks themselves
 * @param batching how windows are gathered for the model
 * @param engine how Kafka Streams runs
 * @param market how the market as a whole is watched; empty when it is not
 * @param createMissingTopics empty when a missing topic is to stop the start
 */
public record StreamSettings(
    String applicationId,
    Topics topics,
    Formats formats,
    boolean keyedBySymbol,
    Optional<BarRules> bars,
    Batching batching,
    Engine engine,
    Optional<MarketSettings> market,
    Optional<NewTopics> createMissingTopics) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /**
   * @throws IllegalArgumentException when the application id is not a name
   */
  public StreamSettings {
    requireName("application id", applicationId);
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
        applicationId,
        Topics.DEFAULT,
        Formats.DEFAULT,
        true,
        Optional.empty(),
        Batching.DEFAULT,
        Engine.DEFAULT,
        Optional.of(MarketSettings.DEFAULT),
        Optional.empty());
  }

  /** The same with other topics. */
  public StreamSettings with(Topics other) {
    return new StreamSettings(
        applicationId,
        other,
        formats,
        keyedBySymbol,
        bars,
        batching,
        engine,
        market,
        createMissingTopics);
  }

  /** The same with other formats. */
  public StreamSettings with(Formats other) {
    return new StreamSettings(
        applicationId,
        topics,
        other,
        keyedBySymbol,
        bars,
        batching,
        engine,
        market,
        createMissingTopics);
  }

  /** The same with other batching. */
  public StreamSettings with(Batching other) {
    return new StreamSettings(
        applicationId,
        topics,
        formats,
        keyedBySymbol,
        bars,
        other,
        engine,
        market,
        createMissingTopics);
  }

  /** The same with another engine. */
  public StreamSettings with(Engine other) {
    return new StreamSettings(
        applicationId,
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
        other,
        market,
        createMissingTopics);
  }

  /** The same, creating topics that are missing. */
  public StreamSettings with(NewTopics creation) {
    return new StreamSettings(
        applicationId,
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
        engine,
        market,
        Optional.of(creation));
  }

  /** The same, scoring bars of the ticks. */
  public StreamSettings with(BarRules rules) {
    return new StreamSettings(
        applicationId,
        topics,
        formats,
        keyedBySymbol,
        Optional.of(rules),
        batching,
        engine,
        market,
        createMissingTopics);
  }

  /** The same, watching the market otherwise, or not at all. */
  public StreamSettings withMarket(Optional<MarketSettings> other) {
    return new StreamSettings(
        applicationId,
        topics,
        formats,
        keyedBySymbol,
        bars,
        batching,
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
        applicationId, topics, formats, false, bars, batching, engine, market, createMissingTopics);
  }

  private static void requireName(String what, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " must be 1 to 200 letters, digits or . _ -, not '" + value + "'");
    }
  }

  /** Names of topics; no two the same. */
  public record Topics(
      String ticks,
      String scores,
      String forecasts,
      String alerts,
      String marketAlerts,
      String deadLetters) {

    /** {@code prices.ticks} and so on. */
    public static final Topics DEFAULT =
        new Topics(
            "prices.ticks",
            "prices.scores",
            "prices.forecasts",
            "prices.alerts",
            "prices.market-alerts",
            "prices.dead-letters");

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
        throw new IllegalArgumentException("topics must differ from each other, not " + all);
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
   * @param size windows from which on a batch is scored where the model is free; 1 to 65536
   * @param linger longest wait for a fuller batch; 1 ms to 10 s, whole milliseconds
   */
  public record Batching(int size, Duration linger) {

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
    public static final Batching DEFAULT = new Batching(128, Duration.ofMillis(5));

    /**
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public Batching {
      if (size < 1 || size > 65536) {
        throw new IllegalArgumentException("batch size must be 1 to 65536, not " + size);
      }
      requireBetween("batch linger", linger, Duration.ofMillis(1), Duration.ofSeconds(10));
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
   * @param threads stream threads of this process; 1 to 256
   * @param commitInterval time between transactions; 1 ms to 60 s
   * @param cacheBytes memory for windows that await their write to the store, over all threads; 0
   *     or more
   * @param stateDirectory where windows are kept on disk; kept over restarts it makes them quick
   * @param guarantee what is promised of the output topics
   * @param groupProtocol how members agree on who reads what
   * @param groupInstanceId name of this instance that outlives restarts, so that a restart causes
   *     no rebalance; needs the classic protocol
   */
  public record Engine(
      int threads,
      Duration commitInterval,
      long cacheBytes,
      Path stateDirectory,
      Guarantee guarantee,
      GroupProtocol groupProtocol,
      Optional<String> groupInstanceId) {

    /** One thread, commits each 50 ms, 8 MiB of cache, exactly once. */
    public static final Engine DEFAULT =
        new Engine(
            1,
            Duration.ofMillis(50),
            8L << 20, // what two commits have between them; more slows down each look into it
            Path.of("state"),
            Guarantee.EXACTLY_ONCE,
            GroupProtocol.CLASSIC,
            Optional.empty());

    /**
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public Engine {
      if (threads < 1 || threads > 256) {
        throw new IllegalArgumentException("threads must be 1 to 256, not " + threads);
      }
      requireBetween(
          "commit interval", commitInterval, Duration.ofMillis(1), Duration.ofMinutes(1));
      if (cacheBytes < 0) {
        throw new IllegalArgumentException("cache bytes must be 0 or more, not " + cacheBytes);
      }
      Objects.requireNonNull(stateDirectory);
      Objects.requireNonNull(guarantee);
      groupInstanceId.ifPresent(id -> requireName("group instance id", id));
      if (groupInstanceId.isPresent() && groupProtocol != GroupProtocol.CLASSIC) {
        throw new IllegalArgumentException(
            "group instance id '"
                + groupInstanceId.get()
                + "' needs group protocol classic, not "
                + groupProtocol);
      }
    }
  }

  /**
   * How missing topics are created.
   *
   * @param partitions of the tick topic; 1 or more. Topics of results get as many as that one has
   * @param replication 1 or more, or -1 for the broker's default
   */
  public record NewTopics(int partitions, int replication) {

    /**
     * @throws IllegalArgumentException when a value is out of bounds
     */
    public NewTopics {
      if (partitions < 1) {
        throw new IllegalArgumentException(
            "partitions of new topics must be 1 or more, not " + partitions);
      }
      if (replication != -1 && (replication < 1 || replication > Short.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "replication of new topics must be 1 or more, or -1 for the broker's default, not "
                + replication);
      }
    }
  }
}
