package dev.tickwatch;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.app.stream.CommittedRecords;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.DeadLetter;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** Ticks through a broker and the service, each in a container, to scores and alerts. */
@Tag("container")
@ExtendWith(ContainerEngine.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaContainerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC");
  private static final int TRAINING_TICKS = 1200;
  private static final int LIVE_TICKS = 300;
  private static final int JUMP_AT = 200;
  private static final byte[] POISON = "not a tick".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path scratch;
  private static ScoringContainers containers;
  private static Path model;
  private static Map<String, List<Tick>> live;
  private static List<Detection> expected;

  @BeforeAll
  static void startAndProduce() throws Exception {
    makePricesAndModel();
    expected = backtest();
    containers = new ScoringContainers(model, PATIENCE);
    produce();
  }

  @AfterAll
  static void stop() throws Exception {
    if (containers != null) {
      containers.close();
    }
  }

  private static void makePricesAndModel() throws Exception {
    Map<String, List<Tick>> all = SmallModel.walks(SYMBOLS, TRAINING_TICKS + LIVE_TICKS, 7);
    live = new LinkedHashMap<>();
    Map<String, List<Tick>> training = new LinkedHashMap<>();
    all.forEach(
        (symbol, ticks) -> {
          training.put(symbol, ticks.subList(0, TRAINING_TICKS));
          live.put(symbol, new ArrayList<>(ticks.subList(TRAINING_TICKS, ticks.size())));
        });
    Tick before = live.get("BBB").get(JUMP_AT);
    live.get("BBB")
        .set(
            JUMP_AT,
            Tick.of("BBB", before.eventTimeMicros(), before.price() * 1.05, before.size()));
    model = SmallModel.trainedOn(training, scratch.resolve("model.onnx"));
  }

  private static List<Detection> backtest() {
    List<Detection> detections = new ArrayList<>();
    try (OnnxWindowScorer scorer = OnnxWindowScorer.open(model, ScoringDevice.CPU)) {
      Backtest backtest =
          new Backtest(scorer, new Detector(DetectionSettings.DEFAULT), 64, detections::add);
      live.values().forEach(ticks -> ticks.forEach(backtest::accept));
      backtest.finish();
    }
    return detections;
  }

  private static void produce() throws Exception {
    Codec<Tick> codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
    Map<String, Object> settings = Map.of("bootstrap.servers", containers.bootstrapServers());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < LIVE_TICKS; i++) {
        for (String symbol : SYMBOLS) {
          byte[] tick = codec.encode(live.get(symbol).get(i));
          sent.add(producer.send(new ProducerRecord<>("prices.ticks", symbol, tick)));
        }
      }
      sent.add(producer.send(new ProducerRecord<>("prices.ticks", "AAA", POISON)));
      producer.flush();
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  @Test
  @Order(1)
  void everyTickHasOneScoreInOrderAndEqualToTheBacktests() {
    Map<String, List<Score>> tested =
        expected.stream().map(Detection::score).collect(groupingBy(Score::symbol));
    Map<String, List<Score>> seen =
        read("prices.scores", WireFormat.scores(RecordFormat.AVRO), SYMBOLS.size() * LIVE_TICKS)
            .stream()
            .collect(groupingBy(Score::symbol));
    assertThat(seen).containsOnlyKeys(SYMBOLS);
    for (String symbol : SYMBOLS) {
      assertThat(seen.get(symbol)).hasSize(LIVE_TICKS);
      for (int i = 0; i < LIVE_TICKS; i++) {
        assertSame(seen.get(symbol).get(i), tested.get(symbol).get(i));
      }
    }
    assertThat(seen.values())
        .allSatisfy(scores -> assertThat(scores).last().returns(Score.State.SCORED, Score::state));
  }

  private static void assertSame(Score seen, Score tested) {
    assertThat(seen.sequence()).isEqualTo(tested.sequence());
    assertThat(seen.eventTimeMicros()).isEqualTo(tested.eventTimeMicros());
    assertThat(seen.state()).isEqualTo(tested.state());
    if (tested.state() == Score.State.SCORED) {
      assertThat(seen.score()).isCloseTo(tested.score(), within(1e-4));
      assertThat(seen.elbo()).isCloseTo(tested.elbo(), within(1e-3));
      assertThat(seen.expectedPrice()).isCloseTo(tested.expectedPrice(), within(1e-6));
      assertThat(seen.modelVersion()).isEqualTo(tested.modelVersion());
    }
  }

  @Test
  @Order(2)
  void alertsAreTheBacktestsAndOneIsForThePlantedJump() {
    List<Alert> tested = expected.stream().flatMap(one -> one.alert().stream()).toList();
    List<Alert> alerts = read("prices.alerts", WireFormat.alerts(RecordFormat.AVRO), tested.size());
    assertThat(alerts)
        .extracting(KafkaContainerIT::inShort)
        .containsExactlyInAnyOrderElementsOf(
            tested.stream().map(KafkaContainerIT::inShort).toList());
    Tick jump = live.get("BBB").get(JUMP_AT);
    assertThat(alerts)
        .anySatisfy(
            alert -> {
              assertThat(alert.symbol()).isEqualTo("BBB");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
              assertThat(alert.peak().eventTimeMicros()).isEqualTo(jump.eventTimeMicros());
              assertThat(alert.peak().price()).isEqualTo(jump.price());
              assertThat(alert.peak().upperPrice()).isLessThan(jump.price());
            });
  }

  private static String inShort(Alert alert) {
    return String.join(
        " ",
        alert.id(),
        alert.status().name(),
        alert.severity().name(),
        Long.toString(alert.peak().sequence()));
  }

  @Test
  @Order(3)
  void theRecordThatIsNoTickIsInTheDeadLetters() {
    List<DeadLetter> letters =
        read("prices.dead-letters", WireFormat.deadLetters(RecordFormat.AVRO), 1);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).value()).isEqualTo(POISON);
    assertThat(letters.get(0).defect().reason()).isEqualTo(TickDefect.Reason.UNPARSABLE);
    assertThat(letters.get(0).sourceTopic()).isEqualTo("prices.ticks");
  }

  @Test
  @Order(4)
  void theServiceExposesEverySeriesThatDashboardAndRulesAskFor() throws Exception {
    requireService();
    assertThat(body("/metrics"))
        .contains("tickwatch_dead_letters_total{reason=\"unparsable\"} 1.0");
    assertThat(body("/")).containsIgnoringCase("<title>");
    // Micrometer looks for the meters of new partitions once a minute.
    Awaitility.await("series of Kafka's clients")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ShippedPromQl.seriesIn(body("/metrics")))
                    .containsAll(ShippedPromQl.series()));
  }

  @Test
  @Order(5)
  void theImageAsksForItsOwnHealthAndStopsWhenTold() throws Exception {
    GenericContainer<?> service = requireService();
    assertThat(service.execInContainer("tickwatch", "health").getExitCode()).isZero();
    assertThat(service.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    var engine = service.getDockerClient();
    String id = service.getContainerId();
    engine.stopContainerCmd(id).withTimeout(30).exec();
    assertThat(engine.inspectContainerCmd(id).exec().getState().getExitCodeLong())
        .as("asked to end, not killed")
        .isIn(0L, 143L);
  }

  private static GenericContainer<?> requireService() {
    assumeTrue(
        containers.service().isPresent(),
        () ->
            "the engine has no image '"
                + ContainerEngine.SERVICE_IMAGE
                + "'; build it, or name another with -Dcontainers.service-image");
    return containers.service().orElseThrow();
  }

  private static String body(String path) throws Exception {
    HttpResponse<String> answer = containers.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** Everything committed on a topic, from its beginning, once there is as much as is due. */
  private static <T> List<T> read(String topic, Codec<T> codec, int due) {
    try (CommittedRecords records = new CommittedRecords(containers.bootstrapServers(), topic)) {
      records.awaitCount(due, PATIENCE);
      return records.all().stream().map(record -> codec.decode(record.value())).toList();
    }
  }
}
