package dev.tickwatch.stream;

import dev.tickwatch.bar.BarRules;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.scoring.SharedModel;
import dev.tickwatch.tick.TickCheck;
import dev.tickwatch.wire.Codec;
import dev.tickwatch.wire.RecordFormat;
import dev.tickwatch.wire.TickParser;
import dev.tickwatch.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
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
 *                                                  └► alerts
 * </pre>
 *
 * The first part in brackets is there when the key of a tick record does not stand for its symbol,
 * the second when bars are scored.
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

  /** A record without a usable timestamp is as good as another: event time is in the tick. */
  private static final TimestampExtractor RECORD_TIME =
      (record, partitionTime) -> Math.max(0, record.timestamp());

  private ScoringTopology() {}

  /**
   * Wires a topology for one Kafka Streams client.
   *
   * @param model stays the caller's to close, after the client
   * @throws dev.tickwatch.model.ModelException when the model was trained on other bars
   */
  static Topology of(
      StreamSettings settings,
      SharedModel model,
      Detector detector,
      TickCheck check,
      StreamObserver observer) {
    int batchSize = settings.batching().size();
    return of(
        settings, model, detector, check, observer, () -> ScoringThread.forThisThread(batchSize));
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
      Supplier<Executor> executors) {
    requireSampling(model, settings.bars());
    StreamSettings.Batching batching = settings.batching();
    ThreadLocal<ThreadBatch> batches =
        ThreadLocal.withInitial(
            () -> new ThreadBatch(model, batching.size(), executors.get(), observer));
    Topology topology =
        of(
            settings,
            () -> new ScoreTicks(model, detector, batches::get, batching.linger(), observer),
            check,
            observer);
    return topology.addStateStore(store(WINDOWS), SCORE_TICKS);
  }

  /** The same with another detector in place of model and windows; one for each task. */
  static Topology of(
      StreamSettings settings,
      Supplier<TickScorer> scorers,
      TickCheck check,
      StreamObserver observer) {
    ProcessorSupplier<byte[], ParsedTick, byte[], Object> scoring =
        () -> new ScoreEachTick(scorers.get(), observer);
    return of(settings, scoring, check, observer);
  }

  private static Topology of(
      StreamSettings settings,
      ProcessorSupplier<byte[], ParsedTick, byte[], Object> scoring,
      TickCheck check,
      StreamObserver observer) {
    StreamSettings.Topics topics = settings.topics();
    StreamSettings.Formats formats = settings.formats();
    RecordFormat results = formats.results();
    TickParser parser =
        new TickParser(WireFormat.ticks(formats.ticks(), formats.tickFields()), check);

    boolean repartition = !settings.keyedBySymbol();
    Topology topology = repartition ? repartitioned(topics.ticks(), parser) : keyed(topics.ticks());
    String forTicks = settings.bars().isPresent() ? BUILD_BARS : SCORE_TICKS;
    topology.addProcessor(
        PARSE_TICKS,
        () -> new ParseTicks(parser, repartition, forTicks, observer),
        repartition ? TICKS_BY_SYMBOL + "-repartition-source" : TICKS);
    settings.bars().ifPresent(rules -> addBars(topology, rules, observer));
    topology.addProcessor(
        SCORE_TICKS, scoring, settings.bars().isPresent() ? BUILD_BARS : PARSE_TICKS);
    addSink(topology, SCORES, topics.scores(), WireFormat.scores(results), SCORE_TICKS);
    addSink(topology, FORECASTS, topics.forecasts(), WireFormat.forecasts(results), SCORE_TICKS);
    addSink(topology, ALERTS, topics.alerts(), WireFormat.alerts(results), SCORE_TICKS);
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

  private static void addBars(Topology topology, BarRules rules, StreamObserver observer) {
    topology.addProcessor(BUILD_BARS, () -> new BuildBars(rules, observer), PARSE_TICKS);
    topology.addStateStore(store(BARS), BUILD_BARS);
  }

  private static Topology keyed(String topic) {
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            TICKS,
            RECORD_TIME,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topic);
  }

  /** Only the builder of streams knows repartition topics that Kafka Streams owns and trims. */
  private static Topology repartitioned(String topic, TickParser parser) {
    StreamsBuilder builder = new StreamsBuilder();
    var unused =
        builder.stream(
                topic,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor(RECORD_TIME)
                    .withOffsetResetPolicy(AutoOffsetReset.earliest())
                    .withName(TICKS))
            .process(() -> new KeyBySymbol(parser), Named.as(KEY_BY_SYMBOL))
            .repartition(
                Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withName(TICKS_BY_SYMBOL));
    return builder.build();
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
