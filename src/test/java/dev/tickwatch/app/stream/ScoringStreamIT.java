package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.lab.harness.HeldPort;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.settings.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoringStreamIT {
  private static final WindowShape SHAPE = new WindowShape(8, 3);
  private static final ArithmeticScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Detector DETECTOR =
      new Detector(new DetectionSettings(new AlertPolicy(500, 5), 0.9, true));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  /** Topics and state of its own for each test. */
  private static StreamSettings settings(String name, int threads) {
    StreamTopics topics =
        new StreamTopics(
            name + ".ticks",
            name + ".scores",
            name + ".forecasts",
            name + ".alerts",
            name + ".market-alerts",
            name + ".dead-letters");
    KafkaStreamsSettings engine =
        new KafkaStreamsSettings(
            name,
            Duration.ofMillis(50),
            directory.resolve("state"),
            StreamSettings.Guarantee.EXACTLY_ONCE,
            Optional.of(name + "-1"),
            StreamSettings.GroupProtocol.CLASSIC,
            ByteSize.parse("32MiB"));
    return StreamSettings.defaults(name).with(topics).with(engine).withThreads(threads);
  }

  private static ScoringStream stream(StreamSettings settings, SharedModel model) {
    return new ScoringStream(
        settings,
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        model,
        DETECTOR,
        TickCheck.DEFAULT,
        StreamObserver.NONE);
  }

  private static SharedModel model() {
    return new SharedModel(new ArithmeticScorer(SCORER.manifest()));
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer = Arrivals.producer(kafka.bootstrapServers())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        var unused = producer.send(record);
      }
    }
  }

  private static void send(String topic, List<Tick> ticks) {
    send(ticks.stream().map(tick -> Arrivals.record(topic, tick)).toList());
  }

  @Test
  void scoresTwentySymbolsOfTenThousandTicksOnceInOrderAndAsAStraightLineDoes() throws Exception {
    StreamSettings settings = settings("many", 2).with(new NewTopics(1, 1));
    String ticks = settings.topics().ticks();
    kafka.createTopic(ticks, 6, Map.of());
    List<Tick> arrivals = Arrivals.of(20, 10_000);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Tick tick : arrivals) {
      records.add(Arrivals.record(ticks, tick));
      if (records.size() % 5_000 == 0) {
        records.add(new ProducerRecord<>(ticks, tick.symbol().getBytes(UTF_8), new byte[] {1, 2}));
      }
    }
    int bad = records.size() - arrivals.size();
    send(records);
    StraightLine expected = new StraightLine(SCORER, DETECTOR, arrivals);

    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model)) {
      stream.start();
      stream.awaitRunning(PATIENCE);
      try (CommittedRecords scores = committed(settings.topics().scores())) {
        scores.awaitCount(arrivals.size(), PATIENCE);
      }
    }

    try (CommittedRecords scores = committed(settings.topics().scores());
        CommittedRecords forecasts = committed(settings.topics().forecasts());
        CommittedRecords alerts = committed(settings.topics().alerts());
        CommittedRecords letters = committed(settings.topics().deadLetters())) {
      assertThat(scores.all().size()).isEqualTo(arrivals.size());
      assertThat(letters.all().size()).isEqualTo(bad);
      expected.assertScores(scores.all());
      expected.assertForecasts(forecasts.all());
      assertThat(alerts.all()).isNotEmpty();
      expected.assertAlerts(alerts.all());
    }
  }

  private static CommittedRecords committed(String topic) {
    return new CommittedRecords(kafka.bootstrapServers(), topic);
  }

  @Test
  void createsMissingTopicsWithThePartitionsOfTheTicks() throws Exception {
    StreamSettings settings = settings("created", 1).with(new NewTopics(3, 1));
    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(stream.state()).isEqualTo(new StreamState.Created());
      stream.start();
      stream.awaitRunning(PATIENCE);

      assertThat(admin.describeTopics(settings.topics().all()).allTopicNames().get().values())
          .hasSize(6)
          .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
      stream.close();
      assertThat(stream.state()).isEqualTo(new StreamState.Closed());
    }
  }

  @Test
  void refusesToStartWithoutItsTopics() {
    StreamSettings settings = settings("missing", 1);
    kafka.createTopic(settings.topics().ticks(), 1, Map.of());
    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model)) {
      assertThatThrownBy(stream::start)
          .isInstanceOf(StreamException.class)
          .hasMessageContaining(
              "topics missing.alerts, missing.dead-letters, missing.forecasts,"
                  + " missing.market-alerts, missing.scores do not exist on "
                  + kafka.bootstrapServers())
          .hasMessageContaining("kafka-topics.sh");
    }
  }

  @Test
  void refusesToStartWithoutABroker() {
    try (HeldPort nobodys = HeldPort.any();
        SharedModel model = model();
        ScoringStream stream =
            new ScoringStream(
                settings("lonely", 1),
                Map.of("bootstrap.servers", "localhost:" + nobodys.number()),
                model,
                DETECTOR,
                TickCheck.DEFAULT,
                StreamObserver.NONE)) {
      assertThatThrownBy(stream::start)
          .isInstanceOf(StreamException.class)
          .hasMessage(
              "no Kafka broker answers at localhost:" + nobodys.number() + " (bootstrap.servers)");
    }
  }

  @Test
  void refusesAServerNameThatDoesNotResolve() {
    try (SharedModel model = model();
        ScoringStream stream =
            new ScoringStream(
                settings("nameless", 1),
                Map.of("bootstrap.servers", "no-such-host.invalid:9092"),
                model,
                DETECTOR,
                TickCheck.DEFAULT,
                StreamObserver.NONE)) {
      assertThatThrownBy(stream::start)
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("cannot connect to Kafka at no-such-host.invalid:9092");
    }
  }

  @Test
  void takesNoTickWhileItIsPaused() throws Exception {
    StreamSettings settings = settings("paused", 1).with(new NewTopics(1, 1));
    kafka.createTopic(settings.topics().ticks(), 1, Map.of());
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    send(settings.topics().ticks(), ticks.subList(0, 20));

    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model)) {
      assertThatThrownBy(stream::pause).isInstanceOf(IllegalStateException.class);
      stream.start();
      try (CommittedRecords scores = committed(settings.topics().scores())) {
        scores.awaitCount(20, PATIENCE);
        stream.pause();
        send(settings.topics().ticks(), ticks.subList(20, 40));
        awaitScoredByAnother(settings.topics().ticks(), ticks.size());
        assertThat(scores.all()).hasSize(20);
        assertThat(stream.state()).isEqualTo(new StreamState.Paused(new StreamState.Running()));

        stream.resume();
        scores.awaitCount(40, PATIENCE);
        new StraightLine(SCORER, DETECTOR, ticks).assertScores(scores.all());
      }
    }
  }

  /** As long as another application takes to read and score all of the ticks. */
  private static void awaitScoredByAnother(String ticks, int count) throws Exception {
    StreamTopics own = settings("another", 1).topics();
    StreamSettings settings =
        settings("another", 1)
            .with(new NewTopics(1, 1))
            .with(
                new StreamTopics(
                    ticks,
                    own.scores(),
                    own.forecasts(),
                    own.alerts(),
                    own.marketAlerts(),
                    own.deadLetters()));
    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model)) {
      stream.start();
      try (CommittedRecords scores = committed(own.scores())) {
        scores.awaitCount(count, PATIENCE);
      }
    }
  }

  @Test
  void failsAndCommitsNothingOfABatchThatTheModelCannotScore() throws Exception {
    StreamSettings settings = settings("broken", 1).with(new NewTopics(1, 1));
    kafka.createTopic(settings.topics().ticks(), 1, Map.of());
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    send(settings.topics().ticks(), ticks);

    try (SharedModel model = new SharedModel(new BrokenScorer());
        ScoringStream stream = stream(settings, model)) {
      stream.start();
      stream.awaitStopped();
      assertThat(stream.state()).isInstanceOf(StreamState.Failed.class);
      assertThat(stream.failure()).get().isInstanceOf(ScoringException.class);
      assertThat(stream.failure().get()).hasMessage("out of memory on cuda:0");
    }

    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model);
        CommittedRecords scores = committed(settings.topics().scores())) {
      stream.start();
      scores.awaitCount(ticks.size(), PATIENCE);
      new StraightLine(SCORER, DETECTOR, ticks).assertScores(scores.all());
    }
  }

  @Test
  void refusesTheWindowsOfAnotherModel() throws Exception {
    StreamSettings settings = settings("reshaped", 1).with(new NewTopics(1, 1));
    kafka.createTopic(settings.topics().ticks(), 1, Map.of());
    send(settings.topics().ticks(), ArithmeticScorer.walk("AAPL", 40, 1));
    try (SharedModel model = model();
        ScoringStream stream = stream(settings, model)) {
      stream.start();
      try (CommittedRecords scores = committed(settings.topics().scores())) {
        scores.awaitCount(40, PATIENCE);
      }
    }

    Manifest longer =
        ArithmeticScorer.manifest(new WindowShape(16, 3), SCORER.manifest().calibration());
    try (SharedModel model = new SharedModel(new ArithmeticScorer(longer));
        ScoringStream stream = stream(settings, model)) {
      stream.start();
      stream.awaitStopped();

      assertThat(stream.failure()).get().isInstanceOf(StreamException.class);
      assertThat(stream.failure().get())
          .hasMessageContaining("application 'reshaped'")
          .hasMessageContaining("8 ticks; the model wants 16");
    }
  }

  private static final class BrokenScorer implements WindowScorer {
    @Override
    public Manifest manifest() {
      return SCORER.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      throw new ScoringException("out of memory on cuda:0");
    }

    @Override
    public void close() {}
  }
}
