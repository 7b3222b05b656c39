package dev.tickwatch.chaos;

import dev.tickwatch.catalog.DirectoryCatalog;
import dev.tickwatch.catalog.ModelArtifact;
import dev.tickwatch.detection.DetectionSettings;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.scoring.OnnxWindowScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One fault's stage: topics of its own, the input and what must come of it, the services, and the
 * reader of what they commit. Closing kills what still runs.
 */
final class Trial implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String MODEL_NAME = "default";

  private final Fault fault;
  private final ChaosSettings settings;
  private final Cluster cluster;
  private final ScoringModel model;
  private final Path directory;
  private final Consumer<String> progress;
  private final Random random;
  private final String name;
  private final List<Input> inputs;
  private final Expectation expectation;
  private final CommittedOutput output;
  private final Feed feed;
  private final Services services;
  private final List<Double> recoveries = new ArrayList<>();
  private final List<String> models = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private int strikes;

  /** Something that happens to the services. */
  @FunctionalInterface
  interface Strike {
    void run() throws InterruptedException;
  }

  /**
   * Sets the stage; the services are for the scenario to start.
   *
   * @param directory for state, models and logs; there and empty
   * @param progress hears what happens
   */
  Trial(
      Fault fault,
      ChaosSettings settings,
      Cluster cluster,
      ScoringModel model,
      Path directory,
      Consumer<String> progress)
      throws InterruptedException {
    this.fault = fault;
    this.settings = settings;
    this.cluster = cluster;
    this.model = model;
    this.directory = directory;
    this.progress = progress;
    random = new Random(settings.seed() + fault.code().hashCode());
    name = "chaos-" + Long.toString(System.currentTimeMillis(), 36) + "-" + fault.code();
    inputs = inputs();
    boolean anyModel = fault == Fault.MODEL_SWAP;
    try (OnnxWindowScorer scorer = model.open()) {
      expectation =
          new Expectation(
              inputs, topic("ticks"), scorer, new Detector(DetectionSettings.DEFAULT), anyModel);
    }
    publish(model);
    cluster.create(topics());
    Map<String, Output> outputs = new TreeMap<>();
    for (Output one : Output.values()) {
      outputs.put(topic(one.suffix()), one);
    }
    services = new Services(settings.serviceMain(), directory, serviceSettings());
    output = new CommittedOutput(cluster, outputs, anyModel);
    feed = new Feed(cluster, topic("ticks"), inputs, output);
    feed.start();
  }

  private List<Input> inputs() {
    int ticks = settings.ticks();
    int symbols = settings.symbols();
    return switch (fault) {
      case POISON ->
          KnownInput.poisoned(ticks, symbols, PARTITIONS, settings.seed(), settings.rounds());
      case CLOCK_JUMPS ->
          KnownInput.jumping(ticks, symbols, PARTITIONS, settings.seed(), settings.rounds());
      default -> KnownInput.ordinary(ticks, symbols, PARTITIONS, settings.seed());
    };
  }

  private String topic(String suffix) {
    return name + "." + suffix;
  }

  /** The tick topic takes timestamps of 2100; those of results refuse them. */
  private List<NewTopic> topics() {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(
        new NewTopic(topic("ticks"), PARTITIONS, (short) -1)
            .configs(
                Map.of(
                    "message.timestamp.after.max.ms",
                    String.valueOf(Long.MAX_VALUE),
                    "retention.ms",
                    "-1")));
    for (Output one : Output.values()) {
      topics.add(
          new NewTopic(topic(one.suffix()), PARTITIONS, (short) -1)
              .configs(Map.of("retention.ms", "-1")));
    }
    return topics;
  }

  private Map<String, String> serviceSettings() {
    Map<String, String> all = new TreeMap<>();
    cluster.client().forEach((key, value) -> all.put("kafka." + key, value));
    all.put("topics.ticks", topic("ticks"));
    for (Output one : Output.values()) {
      all.put("topics." + one.suffix(), topic(one.suffix()));
    }
    all.put("streams.application-id", name);
    all.put("model.path", directory.resolve("models").toString());
    all.put("model.poll-interval", "200ms");
    all.put("server.host", "127.0.0.1");
    all.put("server.port", "0");
    return all;
  }

  /** Where the services are started. */
  Services services() {
    return services;
  }

  Cluster cluster() {
    return cluster;
  }

  CommittedOutput output() {
    return output;
  }

  ScoringModel model() {
    return model;
  }

  Random random() {
    return random;
  }

  int rounds() {
    return settings.rounds();
  }

  /** The application id of the services. */
  String application() {
    return name;
  }

  /** The topic that the input goes to. */
  String tickTopic() {
    return topic("ticks");
  }

  /** Makes a model the newest of the catalog. */
  void publish(ScoringModel newest) {
    try (DirectoryCatalog catalog = new DirectoryCatalog(directory.resolve("models"), MODEL_NAME)) {
      catalog.publish(new ModelArtifact(MODEL_NAME, newest.version(), newest.onnx()));
    }
    models.add(newest.version());
  }

  /** Strikes once a round, evenly spread over the input. */
  void strikes(Strike strike) throws InterruptedException {
    for (int round = 1; round <= rounds(); round++) {
      strike(round, rounds(), strike);
    }
  }

  /**
   * Strikes when a share of the input has been dealt with, and waits until all is well again.
   *
   * @param number 1 to {@code total}
   */
  void strike(int number, int total, Strike strike) throws InterruptedException {
    // Something must be under way, also when the trial was held up behind the strike before.
    long share = (long) inputs.size() * number / (total + 1);
    long settled = Math.max(share, output.settled() + Feed.AHEAD / 4);
    feed.allow(settled + Feed.AHEAD);
    output.awaitSettled(Math.min(settled, inputs.size() - 1), PATIENCE);
    feed.check();
    // What is under way, and the next ticks of every symbol.
    int due = Math.min(inputs.size(), feed.sent() + 2 * settings.symbols());
    feed.allow(due + Feed.AHEAD / 4);
    long start = System.nanoTime();
    strike.run();
    strikes++;
    output.awaitFates(expectation.fatesOf(due), PATIENCE);
    double seconds = (System.nanoTime() - start) / 1e9;
    recoveries.add(seconds);
    progress.accept(
        "%s: struck %d of %d, scoring again after %.1f s"
            .formatted(fault.code(), number, total, seconds));
  }

  /** What is to be undone when the services have ended. */
  void atEnd(Runnable undo) {
    atEnd.add(undo);
  }

  /** Counts strikes that were in the input. */
  void struckByInput(int times) {
    strikes += times;
  }

  /** Waits for the last results, ends the services, and compares every record. */
  FaultResult finish() throws InterruptedException {
    feed.allow(inputs.size());
    output.awaitFates(expectation.fatesOf(inputs.size()), PATIENCE);
    feed.check();
    Map<Integer, Integer> ends = services.ends();
    services.stop();
    output.awaitEnds(cluster, PATIENCE);
    Map<Output, Verdict> verdicts = new EnumMap<>(Output.class);
    for (Output one : Output.values()) {
      verdicts.put(one, verdict(one));
    }
    return new FaultResult(
        fault,
        Optional.empty(),
        strikes,
        inputs.size(),
        verdicts,
        recoveries,
        ends,
        Optional.empty());
  }

  private Verdict verdict(Output one) {
    List<OutputRecord> seen = output.records(one);
    Verdict verdict = Comparison.of(expectation.records(one), seen);
    int unreadable = output.unreadable(one);
    if (unreadable > 0) {
      String example = "wrong: " + unreadable + " records of " + one + " cannot be read";
      verdict = verdict.and(new Verdict(unreadable, 0, 0, 0, unreadable, List.of(example)));
    }
    return one == Output.SCORES || one == Output.FORECASTS
        ? verdict.and(Comparison.versionsInOrder(models, seen))
        : verdict;
  }

  /** What is known of a trial that broke off. */
  FaultResult brokenOff(String why) {
    return new FaultResult(
        fault,
        Optional.empty(),
        strikes,
        inputs.size(),
        Map.of(),
        recoveries,
        services.ends(),
        Optional.of(why));
  }

  @Override
  public void close() {
    services.close();
    feed.close();
    output.close();
    atEnd.forEach(Runnable::run);
  }
}
