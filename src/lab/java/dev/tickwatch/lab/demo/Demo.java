package dev.tickwatch.lab.demo;

import dev.tickwatch.app.service.ServiceSettings;
import dev.tickwatch.app.service.TickwatchService;
import dev.tickwatch.app.web.Annotation;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.io.catalog.TopicCatalog;
import dev.tickwatch.io.ingest.Pace;
import dev.tickwatch.io.ingest.Replay;
import dev.tickwatch.io.ingest.ReplayTimer;
import dev.tickwatch.io.ingest.TickRow;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.TickFields;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.EmbeddedKafka;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.WorkDirectory;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import dev.tickwatch.lab.training.ConsoleProgress;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;

/**
 * The demonstration from first to last: broker, training, service, replay, verdict. Everything runs
 * in this process and works on a temporary directory that is removed at the end.
 */
public final class Demo {
  private static final int EPOCHS = 8;
  private static final int PARTITIONS = 2;
  private static final String MODELS = "models";
  private static final String MODEL = "default";
  private static final Duration LAST_RESULTS = Duration.ofSeconds(30);

  private final DemoSettings settings;
  private final Progress progress;
  private final Path directory;
  private final DemoStory story = DemoStory.ofArtifactPrices();

  private Demo(DemoSettings settings, Progress progress, Path directory) {
    this.settings = settings;
    this.progress = progress;
    this.directory = directory;
  }

  /**
   * Runs the demonstration. Without {@code headless} it serves the page until the process is
   * stopped.
   *
   * @param progress hears what happens, alerts and the verdict
   * @return whether every replayed tick was scored exactly once and every injected anomaly was
   *     alerted on
   */
  public static boolean run(DemoSettings settings, Progress progress) throws InterruptedException {
    try (WorkDirectory work = WorkDirectory.create("tickwatch-demo")) {
      return new Demo(settings, progress, work.path()).play();
    }
  }

  private boolean play() throws InterruptedException {
    try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"));
        ClusterClient client = broker.client()) {
      progress.line("Kafka broker in this process: " + broker.bootstrapServers());
      broker.createTopic(MODELS, 1, TopicCatalog.topicConfig());
      publish(train(), client.with(Map.of()));
      ServiceSettings service = serviceSettings(broker.bootstrapServers());
      try (TickwatchService running = new TickwatchService(service, this::annotations, "demo")) {
        int port = running.start();
        running.stream().orElseThrow().awaitRunning(LAST_RESULTS);
        progress.line("");
        progress.say("live page: http://localhost:%d/", port);
        progress.line("");
        return replay(client, service);
      }
    }
  }

  private TrainingResult train() {
    long ticks = story.training().values().stream().mapToLong(List::size).sum();
    progress.say("training on the first %d ticks of %s", ticks, story.training().keySet());
    TrainingSettings training = TrainingSettings.DEFAULT.edit().epochs(EPOCHS).build();
    long start = System.nanoTime();
    try (ConsoleProgress console = new ConsoleProgress(progress, settings.progress())) {
      TrainingResult result = Trainer.train(training, story.training(), console);
      progress.say(
          "trained model %s in %.0f s; ONNX Runtime agrees with PyTorch to %.1e",
          result.manifest().version(),
          (System.nanoTime() - start) / 1e9,
          result.selfCheck().largest());
      return result;
    }
  }

  private static void publish(TrainingResult result, Map<String, Object> client) {
    try (TopicCatalog catalog = new TopicCatalog(client, MODELS, MODEL)) {
      catalog.publish(new ModelArtifact(MODEL, result.manifest().version(), result.model()));
    }
  }

  private ServiceSettings serviceSettings(String servers) {
    return SettingsLoader.of(ServiceSettings.class)
        .flag("demo", "kafka.bootstrap.servers", servers)
        .flag("demo", "model.topic", MODELS)
        .flag("demo", "model.name", MODEL)
        .flag("demo", "topics.partitions", Integer.toString(PARTITIONS))
        .flag("demo", "topics.replication-factor", "1")
        .flag("demo", "streams.application-id", "tickwatch-demo")
        .flag("demo", "streams.state-dir", directory.resolve("state").toString())
        .flag("demo", "server.port", Integer.toString(settings.port()))
        .load()
        .settings();
  }

  /** Replays the story while printing its alerts, then judges what came out. */
  private boolean replay(ClusterClient client, ServiceSettings service)
      throws InterruptedException {
    double rate = Math.max(1, story.replay().size() / (double) settings.seconds());
    progress.say(
        "replaying %d ticks in about %d s (%.0f ticks/s) with %d planted anomalies",
        story.replay().size(), settings.seconds(), rate, story.injected().size());
    try (DemoWatcher watcher = new DemoWatcher(client, service, story, progress)) {
      var codec = WireFormat.ticks(RecordFormat.AVRO, TickFields.DEFAULT);
      try (Producer<byte[], byte[]> producer = Replay.producer(client.with(Map.of()))) {
        Replay.Result sent =
            new Replay(
                    producer,
                    service.topics().names().ticks(),
                    codec,
                    new Pace.Rate(rate),
                    ReplayTimer.SYSTEM)
                .run(rows(), rows -> {});
        progress.say("replayed %d ticks", sent.sent());
      }
      boolean complete = watcher.awaitAll(LAST_RESULTS);
      boolean good = watcher.verdict(complete);
      if (!settings.headless()) {
        progress.line("the replay is over; the page stays up until you press Ctrl-C");
        Thread.currentThread().join();
      }
      return good;
    }
  }

  private Iterator<TickRow> rows() {
    return IntStream.range(0, story.replay().size())
        .mapToObj(i -> new TickRow(i + 2L, new TickOutcome.Accepted(story.replay().get(i))))
        .iterator();
  }

  private List<Annotation> annotations() {
    return story.injected().stream().map(Demo::annotation).toList();
  }

  private static Annotation annotation(InjectedAnomaly injected) {
    return new Annotation(
        injected.symbol(),
        instant(injected.fromMicros()),
        instant(injected.toMicros()),
        "planted: " + injected.kind().label());
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
