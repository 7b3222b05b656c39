package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.DeadLetter;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The production topology in Kafka's test driver, fed with ticks. The model runs on the calling
 * thread, as the driver's clock stands still while another one would be at work.
 */
final class TopologyHarness implements AutoCloseable {
  static final Codec<Tick> TICKS = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);

  final List<Integer> batches = new ArrayList<>();
  final List<TickDefect.Reason> rejections = new ArrayList<>();
  final SharedModel model;
  private final StreamTopics topics;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> ticks;
  private final TestOutputTopic<String, Score> scores;
  private final TestOutputTopic<String, Forecast> forecasts;
  private final TestOutputTopic<String, Alert> alerts;
  private final TestOutputTopic<String, MarketAlert> marketAlerts;
  private final TestOutputTopic<byte[], DeadLetter> deadLetters;

  TopologyHarness(
      StreamSettings settings, WindowScorer scorer, DetectionSettings detection, Path state) {
    this(settings, scorer, detection, TickCheck.DEFAULT, state);
  }

  TopologyHarness(
      StreamSettings settings,
      WindowScorer scorer,
      DetectionSettings detection,
      TickCheck check,
      Path state) {
    model = new SharedModel(scorer);
    StreamSettings local = settings.with(settings.engine().in(state));
    driver =
        new TopologyTestDriver(
            ScoringTopology.of(
                local,
                model,
                new Detector(detection),
                check,
                new Listener(),
                () -> 1,
                () -> Runnable::run),
            StreamProperties.of(local, Map.of("bootstrap.servers", "unused:1")),
            Instant.EPOCH);
    topics = settings.topics();
    ticks =
        driver.createInputTopic(
            topics.ticks(), new ByteArraySerializer(), new ByteArraySerializer());
    scores = output(topics.scores(), WireFormat.scores(RecordFormat.AVRO));
    forecasts = output(topics.forecasts(), WireFormat.forecasts(RecordFormat.AVRO));
    alerts = output(topics.alerts(), WireFormat.alerts(RecordFormat.AVRO));
    marketAlerts = output(topics.marketAlerts(), WireFormat.marketAlerts(RecordFormat.AVRO));
    Codec<DeadLetter> letters = WireFormat.deadLetters(RecordFormat.AVRO);
    deadLetters =
        driver.createOutputTopic(
            topics.deadLetters(),
            new ByteArrayDeserializer(),
            (topic, bytes) -> letters.decode(bytes));
  }

  private <T> TestOutputTopic<String, T> output(String topic, Codec<T> codec) {
    Deserializer<T> deserializer = (unused, bytes) -> codec.decode(bytes);
    return driver.createOutputTopic(topic, new StringDeserializer(), deserializer);
  }

  TopologyHarness send(Tick tick) {
    return send(new TestRecord<>(tick.symbol().getBytes(UTF_8), TICKS.encode(tick)));
  }

  TopologyHarness send(List<Tick> all) {
    all.forEach(this::send);
    return this;
  }

  TopologyHarness send(TestRecord<byte[], byte[]> record) {
    ticks.pipeInput(record);
    return this;
  }

  TopologyHarness waitFor(Duration time) {
    driver.advanceWallClockTime(time);
    return this;
  }

  List<Score> scores() {
    return scores.readValuesToList();
  }

  List<TestRecord<String, Score>> scoreRecords() {
    return scores.readRecordsToList();
  }

  List<Forecast> forecasts() {
    return forecasts.readValuesToList();
  }

  List<Alert> alerts() {
    return alerts.readValuesToList();
  }

  List<MarketAlert> marketAlerts() {
    return marketAlerts.readValuesToList();
  }

  List<TestRecord<byte[], DeadLetter>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  /** What was written to each topic of results since it was last read, as bytes. */
  Map<String, List<TestRecord<byte[], byte[]>>> bytes() {
    Map<String, List<TestRecord<byte[], byte[]>>> written = new LinkedHashMap<>();
    for (String topic : topics.all().subList(1, topics.all().size())) {
      written.put(
          topic,
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList());
    }
    return written;
  }

  @Override
  public void close() {
    driver.close();
    model.close();
  }

  private final class Listener implements StreamObserver {
    @Override
    public void batchScored(int windows, long nanos) {
      batches.add(windows);
    }

    @Override
    public void deadLettered(TickDefect.Reason reason) {
      rejections.add(reason);
    }
  }
}
