package dev.tickwatch.app.stream;

import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.scoring.SharedModel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The wiring.
 *
 * <pre>
 * ticks ► [key-by-symbol ► ticks-by-symbol ►] parse-ticks ──────────► dead-letters
 *                                                  ▼                      ▲
 *                                            [build-bars ── bars] ────────┤
 *                                                  ▼                      │
 *                                             score-ticks ── windows      │
 *                                                  ├──────────────────────┘
 *                                                  ├► scores
 *                                                  ├► forecasts
 *                                                  ├► alerts
 *                                                  ▼
 *                               [market-buckets ► judge-markets ► market-alerts]
 *                                                  │
 *                                               markets
 * </pre>
 *
 * The first part in brackets is there when the key of a tick record does not stand for its symbol,
 * the second when bars are scored, the third when the market is watched: behind a topic of one
 * partition.
 */
final class ScoringTopology {
  static final String TICKS = "ticks";
  static final String KEY_BY_SYMBOL = "key-by-symbol";
  static final String TICKS_BY_SYMBOL = "ticks-by-symbol";
  static final String PARSE_TICKS = "parse-ticks";
  static final String BUILD_BARS = "build-bars";
  static final String BARS = "bars";
  static final String SCORE_TICKS = "score-ticks";
  static final String WINDOWS = "windows";
  static final String SCORES = "scores";
  static final String FORECASTS = "forecasts";
  static final String ALERTS = "alerts";
  static final String DEAD_LETTERS = "dead-letters";
  static final String MARKET_BUCKET = "market-bucket";
  static final String MARKET_BUCKETS = "market-buckets";
  static final String JUDGE_MARKETS = "judge-markets";
  static final String MARKETS = "markets";
  static final String MARKET_ALERTS = "market-alerts";

  /** A record without a usable timestamp is as good as another: event time is in the tick. */
  private static final TimestampExtractor RECORD_TIME =
      (record, partitionTime) -> Math.max(0, record.timestamp());

  private ScoringTopology() {}

  /**
   * Wires a topology for one Kafka Streams client.
   *
   * @param model stays the caller's to close, after the client
   * @param partitions of the tick topic; asked when tasks start
   * @throws dev.tickwatch.model.manifest.ModelException when the model was trained on other bars
   */
  static Topology of(
      StreamSettings settings,
      SharedModel model,
      Detector detector,
      TickCheck check,
      StreamObserver observer,
      IntSupplier partitions) {
    int batchSize = settings.batching().size();
    return of(
        settings,
        model,
        detector,
        check,
        observer,
        partitions,
        () -> ScoringThread.forThisThread(batchSize));
  }

  /**
   * The same, with a say in where the model runs.
   *
   * @param executors gives what runs the model for the calling stream thread; may do so at once
   */
  static Topology of(
      StreamSettings settings,
      SharedModel model,
      Detector detector,
      TickCheck check,
      StreamObserver observer,
      IntSupplier partitions,
      Supplier<Executor> executors) {
    requireSampling(model, settings.bars());
    StreamSettings.Batching batching = settings.batching();
    Optional<MarketSettings> market = settings.market();
    ThreadLocal<BatchedScoring> scorings =
        ThreadLocal.withInitial(
            () -> new BatchedScoring(model, batching.size(), executors.get(), observer));
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], ParsedTick> ticks = ticks(builder, settings, check, observer);
    builder.addStateStore(store(WINDOWS));
    market.ifPresent(watched -> builder.addStateStore(store(MARKET_BUCKET)));
    KStream<byte[], Object> results =
        ticks.process(
            () ->
                new ScoreTicks(model, detector, scorings::get, batching.linger(), market, observer),
            Named.as(SCORE_TICKS),
            market.isPresent() ? new String[] {WINDOWS, MARKET_BUCKET} : new String[] {WINDOWS});
    market.ifPresent(
        watched ->
            judgeMarkets(
                builder, results, () -> new JudgeMarkets(watched, model, partitions, observer)));
    return withSinks(builder.build(), settings);
  }

  /** The same with another detector in place of model and windows; one for each task. */
  static Topology of(
      StreamSettings settings,
      Supplier<TickScorer> scorers,
      TickCheck check,
      StreamObserver observer) {
    StreamSettings single = settings.withMarket(Optional.empty());
    StreamsBuilder builder = new StreamsBuilder();
    var unused =
        ticks(builder, single, check, observer)
            .process(() -> new ScoreEachTick(scorers.get(), observer), Named.as(SCORE_TICKS));
    return withSinks(builder.build(), single);
  }

  /** Only the builder of streams knows repartition topics that Kafka Streams owns and trims. */
  private static KStream<byte[], ParsedTick> ticks(
      StreamsBuilder builder, StreamSettings settings, TickCheck check, StreamObserver observer) {
    StreamSettings.Formats formats = settings.formats();
    TickParser parser =
        new TickParser(WireFormat.ticks(formats.ticks(), formats.tickFields()), check);
    boolean repartition = !settings.keyedBySymbol();
    KStream<byte[], byte[]> records =
        builder.stream(
            settings.topics().ticks(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(RECORD_TIME)
                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                .withName(TICKS));
    if (repartition) {
      records =
          records
              .process(() -> new KeyBySymbol(parser), Named.as(KEY_BY_SYMBOL))
              .repartition(
                  Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                      .withName(TICKS_BY_SYMBOL));
    }
    String forTicks = settings.bars().isPresent() ? BUILD_BARS : SCORE_TICKS;
    KStream<byte[], ParsedTick> parsed =
        ofTicks(
            records.process(
                () -> new ParseTicks(parser, repartition, forTicks, observer),
                Named.as(PARSE_TICKS)));
    if (settings.bars().isEmpty()) {
      return parsed;
    }
    BarRules rules = settings.bars().get();
    builder.addStateStore(store(BARS));
    return ofTicks(
        parsed.process(
            () -> new BuildBars(rules, check.series(), observer), Named.as(BUILD_BARS), BARS));
  }

  /** What goes down the main road: other values are forwarded to sinks by name. */
  @SuppressWarnings("unchecked")
  private static KStream<byte[], ParsedTick> ofTicks(KStream<byte[], ?> stream) {
    return (KStream<byte[], ParsedTick>) stream;
  }

  private static void judgeMarkets(
      StreamsBuilder builder,
      KStream<byte[], Object> results,
      ProcessorSupplier<byte[], byte[], byte[], Object> judge) {
    builder.addStateStore(store(MARKETS));
    var unused =
        results
            .mapValues(value -> (byte[]) value, Named.as(MARKET_BUCKETS))
            .repartition(
                Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withName(MARKET_BUCKETS)
                    .withNumberOfPartitions(1))
            .process(judge, Named.as(JUDGE_MARKETS), MARKETS);
  }

  private static Topology withSinks(Topology topology, StreamSettings settings) {
    StreamTopics topics = settings.topics();
    RecordFormat results = settings.formats().results();
    addSink(topology, SCORES, topics.scores(), WireFormat.scores(results), SCORE_TICKS);
    addSink(topology, FORECASTS, topics.forecasts(), WireFormat.forecasts(results), SCORE_TICKS);
    addSink(topology, ALERTS, topics.alerts(), WireFormat.alerts(results), SCORE_TICKS);
    if (settings.market().isPresent()) {
      addSink(
          topology,
          MARKET_ALERTS,
          topics.marketAlerts(),
          WireFormat.marketAlerts(results),
          JUDGE_MARKETS);
    }
    addSink(
        topology,
        DEAD_LETTERS,
        topics.deadLetters(),
        WireFormat.deadLetters(results),
        settings.bars().isPresent()
            ? new String[] {PARSE_TICKS, BUILD_BARS, SCORE_TICKS}
            : new String[] {PARSE_TICKS, SCORE_TICKS});
    return topology;
  }

  private static void requireSampling(SharedModel model, Optional<BarRules> bars) {
    try (SharedModel.Lease lease = model.lease()) {
      lease.scorer().manifest().requireBars(bars.map(rules -> rules.size().toString()));
    }
  }

  /**
   * Cached, so that a value that changes a hundred times between two commits is written once. The
   * changelog has the broker's time: it would refuse that of a tick record from the future, again
   * at every restart.
   */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }

  private static <T> void addSink(
      Topology topology, String name, String topic, Codec<T> codec, String... parents) {
    Serializer<T> serializer = (unused, value) -> codec.encode(value);
    topology.addSink(name, topic, new ByteArraySerializer(), serializer, parents);
  }
}
