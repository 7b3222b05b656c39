package dev.tickwatch.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwatch.app.stream.CommittedRecords;
import dev.tickwatch.app.web.Annotations;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.settings.SettingsLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service over HTTP, on a real broker; only the model is arithmetic. */
@Timeout(120)
class TickwatchServiceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final int TICKS = 300;

  private static EmbeddedKafka kafka;
  @TempDir private static Path brokerDirectory;

  private final HttpClient client = HttpClient.newHttpClient();
  private final WindowScorer calibrated = ArithmeticScorer.calibrated(SHAPE);
  @TempDir private Path directory;
  private final CountDownLatch hung = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private TickwatchService service;
  private String prefix;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(brokerDirectory);
  }

  @AfterAll
  static void closeBroker() {
    kafka.close();
  }

  @BeforeEach
  void nameTopics() {
    prefix = "it." + System.nanoTime();
  }

  @AfterEach
  void closeService() {
    service.close();
  }

  @Test
  void scoresTicksAndShowsThemOverHttp() throws Exception {
    start("ordinary");
    produce(ticks());

    await().atMost(PATIENCE).until(() -> scored().size() == TICKS);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    JsonNode history = JSON.readTree(get("/api/history?symbol=BTC").body());
    assertThat(history.at("/score/0").isNull()).as("first tick is in warm-up").isTrue();
    assertThat(history.at("/score/" + (TICKS - 1)).isNumber()).isTrue();
    assertThat(history.at("/forecast/expected").size()).isEqualTo(SHAPE.horizon());
    await().atMost(PATIENCE).until(() -> get("/api/alerts").body().contains("\"opened\""));
    assertThat(get("/api/alerts").body()).contains("\"symbol\":\"BTC\"");

    String metrics = get("/metrics").body();
    assertThat(metrics)
        .contains("tickwatch_ticks_in_total " + (TICKS + 1.0))
        .contains("tickwatch_dead_letters_total{reason=\"unparsable\"} 1.0")
        .contains("tickwatch_model_info{version=\"arithmetic-1\"} 1")
        .contains("kafka_stream_");
  }

  @Test
  void scoresValuesOfAnySignWithAModelOfMetrics() throws Exception {
    start("metric");
    produce(ticks().stream().map(TickwatchServiceIT::belowZero).toList());

    await().atMost(PATIENCE).until(() -> scored().size() == TICKS);
    await().atMost(PATIENCE).until(() -> get("/api/alerts").body().contains("\"opened\""));
    JsonNode history = JSON.readTree(get("/api/history?symbol=BTC").body());
    assertThat(history.at("/price/" + (TICKS - 1)).asDouble()).isNegative();
    assertThat(history.at("/forecast/expected/0").asDouble()).isNegative();
    assertThat(get("/metrics").body())
        .contains("tickwatch_dead_letters_total{reason=\"unparsable\"} 1.0")
        .doesNotContain("tickwatch_dead_letters_total{reason=\"bad_price\"} 1");
  }

  private static Tick belowZero(Tick tick) {
    return Tick.of(tick.symbol(), tick.eventTimeMicros(), -tick.price(), tick.size());
  }

  @Test
  void saysWhatItWaitsForAndStartsWhenAModelComes() throws Exception {
    Thread starting = startInBackground();

    await().atMost(PATIENCE).until(() -> service.port().isPresent());
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("there is no model yet at model.path");

    offer("ordinary", 1);
    starting.join();
    await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
  }

  @Test
  void takesANewerModelAndRefusesOneThatDoesNotFit() throws Exception {
    start("ordinary");
    await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);

    offer("ordinary", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/metrics").body().contains("tickwatch_model_swaps_total 1.0"));
    offer("longer", 3);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/metrics").body().contains("tickwatch_models_refused_total 1.0"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void endsWithTheReasonWhenTheModelCannotBeRun() throws Exception {
    start("failing");
    produce(ticks());

    assertThatThrownBy(service::awaitStopped)
        .isInstanceOf(ServiceException.class)
        .hasMessage("the stream failed: the device is gone");
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("the device is gone");
  }

  @Test
  void endsItsProcessWhenTheModelHangsAndHasNothingOfTheBatchCommitted() throws Exception {
    start("hanging");
    produce(ticks());

    assertThat(hung.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    try (CommittedRecords scores =
        new CommittedRecords(kafka.bootstrapServers(), prefix + ".scores")) {
      // The task commits ticks of the warm-up at most: it was stuck before the first score.
      assertThat(scores.all())
          .extracting(score -> WireFormat.scores(RecordFormat.AVRO).decode(score.value()).state())
          .doesNotContain(Score.State.SCORED);
    }
    release.countDown();
  }

  private void start(String model) throws Exception {
    offer(model, 1);
    build();
    service.start();
    service.stream().orElseThrow().awaitRunning(PATIENCE);
  }

  private Thread startInBackground() {
    build();
    Thread starting =
        new Thread(
            () -> {
              try {
                service.start();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    starting.start();
    return starting;
  }

  private void build() {
    var loader = SettingsLoader.of(ServiceSettings.class);
    for (String assignment :
        List.of(
            "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
            "topics.ticks=" + prefix + ".ticks",
            "topics.scores=" + prefix + ".scores",
            "topics.forecasts=" + prefix + ".forecasts",
            "topics.alerts=" + prefix + ".alerts",
            "topics.dead-letters=" + prefix + ".dead",
            "topics.partitions=2",
            "streams.application-id=" + prefix,
            "streams.state-dir=" + directory.resolve("state"),
            "model.path=" + directory,
            "model.poll-interval=100ms",
            "scoring.deadline=1s",
            "alerts.budget-ticks=500",
            "server.host=127.0.0.1",
            "server.port=0")) {
      loader.flag("--set", assignment);
    }
    service =
        new TickwatchService(
            loader.load().settings(), Annotations.NONE, "test", this::open, hung::countDown);
  }

  private WindowScorer open(byte[] model, String name) {
    return switch (new String(model, StandardCharsets.UTF_8)) {
      case "ordinary" -> new ArithmeticScorer(calibrated.manifest());
      case "metric" -> new ArithmeticScorer(calibrated.manifest().scoring(SeriesKind.METRIC));
      case "longer" ->
          new ArithmeticScorer(ArithmeticScorer.manifest(new WindowShape(32, 4), Calibration.NONE));
      case "hanging" -> new Hanging(new ArithmeticScorer(calibrated.manifest()), release);
      default -> new Failing(new ArithmeticScorer(calibrated.manifest()));
    };
  }

  private record Hanging(WindowScorer inner, CountDownLatch release) implements WindowScorer {
    @Override
    public dev.tickwatch.model.manifest.Manifest manifest() {
      return inner.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new ScoringException("interrupted", e);
      }
      inner.score(batch);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private record Failing(WindowScorer inner) implements WindowScorer {
    @Override
    public dev.tickwatch.model.manifest.Manifest manifest() {
      return inner.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      throw new ScoringException("the device is gone");
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private void offer(String model, int version) {
    try (DirectoryCatalog catalog = new DirectoryCatalog(directory, "default")) {
      catalog.publish(
          new ModelArtifact("default", "v" + version, model.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** A random walk whose last tick but one is far off. */
  private static List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("BTC", TICKS, 7));
    Tick before = ticks.get(TICKS - 2);
    ticks.set(
        TICKS - 2, Tick.of("BTC", before.eventTimeMicros(), before.price() * 1.2, before.size()));
    return ticks;
  }

  private void produce(List<Tick> ticks) throws Exception {
    Codec<Tick> codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
    List<byte[]> values = new ArrayList<>(ticks.stream().map(codec::encode).toList());
    values.add("no tick".getBytes(StandardCharsets.UTF_8));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = "BTC".getBytes(StandardCharsets.UTF_8);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] value : values) {
        sent.add(producer.send(new ProducerRecord<>(prefix + ".ticks", key, value)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  private JsonNode scored() throws Exception {
    HttpResponse<String> history = get("/api/history?symbol=BTC");
    return history.statusCode() == 200
        ? JSON.readTree(history.body()).at("/sequence")
        : JSON.createArrayNode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + service.port().orElseThrow() + path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
