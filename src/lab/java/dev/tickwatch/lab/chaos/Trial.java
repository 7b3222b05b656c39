package dev.tickwatch.lab.chaos;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private static final long SEED_STEP = 1_000;
  private static final long FEED_MILLIS = 50;

  private final Fault fault;
  private final ChaosSettings settings;
  private final Cluster cluster;
  private final ScoringModel model;

  /** Another network to swap in. */
  private final ScoringModel other;

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
  private Map<String, Integer> dueFates = Map.of();
  private int strikes;

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
    this.other =
        swapsModels() && settings.model().isEmpty()
            ? ScoringModel.trained(settings.seed() + SEED_STEP)
            : model;
    this.directory = directory;
    this.progress = progress;
    random = new Random(settings.seed() + fault.code().hashCode());
    name = "chaos-" + Long.toString(System.currentTimeMillis(), 36) + "-" + fault.code();
    inputs = inputs();
    try (OnnxWindowScorer scorer = model.open()) {
      expectation = new Expectation(inputs, topic("ticks"), scorer, detector());
    }
    publish(model);
    cluster.create(topics());
    Map<String, Output> outputs = new TreeMap<>();
    for (Output one : Output.values()) {
      outputs.put(topic(one.suffix()), one);
    }
    services = new Services(settings.serviceMain(), directory, serviceSettings());
    output = new CommittedOutput(cluster, outputs, swapsModels());
    feed = new Feed(cluster, topic("ticks"), inputs, output);
    feed.start();
  }

  private boolean swapsModels() {
    return fault == Fault.MODEL_SWAP;
  }

  private static Detector detector() {
    return new Detector(DetectionSettings.DEFAULT);
  }

  private List<Input> inputs() {
    int ticks = settings.ticks();
    int symbols = settings.symbols();
    return switch (fault) {
      case POISON -> KnownInput.poisoned(ticks, symbols, PARTITIONS, settings.seed(), rounds());
      case CLOCK_JUMPS -> KnownInput.jumping(ticks, symbols, PARTITIONS, settings.seed(), rounds());
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
    all.put("market.bucket", Expectation.MARKET.bucket().toSeconds() + "s");
    all.put("market.budget-buckets", String.valueOf(Expectation.MARKET.policy().budgetTicks()));
    all.put("market.idle", Expectation.MARKET.idle().toMinutes() + "m");
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

  Random random() {
    return random;
  }

  /** How often the fault strikes: in each of its ways at least once. */
  int rounds() {
    return Math.max(settings.rounds(), fault.ways());
  }

  /** The application id of the services. */
  String application() {
    return name;
  }

  /** The topic that the input goes to. */
  String tickTopic() {
    return topic("ticks");
  }

  /**
   * A model to swap in, of a version of its own. Networks take turns; a model that the user gave
   * has no other to take turns with.
   *
   * @param number 1 and on
   */
  ScoringModel nextModel(int number) {
    return (number % 2 == 1 ? other : model).renamed(number % 100);
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
    dueFates = expectation.fatesOf(due);
    long start = System.nanoTime();
    strike.run();
    strikes++;
    awaitDue();
    double seconds = (System.nanoTime() - start) / 1e9;
    recoveries.add(seconds);
    progress.accept(
        "%s: struck %d of %d, scoring again after %.1f s"
            .formatted(fault.code(), number, total, seconds));
  }

  /**
   * Waits until all has been scored that was under way when the fault struck, and the next ticks of
   * every symbol.
   */
  void awaitDue() throws InterruptedException {
    output.awaitFates(dueFates, PATIENCE);
  }

  /** Lets more of the input go, a little at a time, until something has come of it. */
  void feedUntil(BooleanSupplier reached, String what) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long allowed = feed.sent(); !reached.getAsBoolean(); allowed += Feed.AHEAD / 8) {
      boolean through = feed.sent() == inputs.size() && output.settled() == inputs.size();
      if (through || System.nanoTime() > deadline) {
        throw new ChaosException(
            "%s did not come about, with %,d of %,d records sent"
                .formatted(what, feed.sent(), inputs.size()));
      }
      feed.allow(allowed);
      TimeUnit.MILLISECONDS.sleep(FEED_MILLIS);
    }
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
    Map<Output, Verdict> verdicts = swapsModels() ? verdictsAsSwapped() : verdicts(expectation);
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

  /** Each record is to be what the network that it names makes of its tick. */
  private Map<Output, Verdict> verdictsAsSwapped() {
    Map<String, String> versions = new HashMap<>();
    for (OutputRecord score : output.records(Output.SCORES)) {
      versions.putIfAbsent(score.group() + " " + score.id(), score.modelVersion());
    }
    try (OnnxWindowScorer first = model.open();
        OnnxWindowScorer second = other.open()) {
      ModelChoice named =
          (symbol, sequence) -> {
            int place = models.indexOf(versions.get(symbol + " " + sequence));
            return place > 0 && place % 2 == 1 ? second : first;
          };
      return verdicts(new Expectation(inputs, topic("ticks"), named, detector()));
    }
  }

  private Map<Output, Verdict> verdicts(Expectation expected) {
    Map<Output, Verdict> verdicts = new EnumMap<>(Output.class);
    for (Output one : Output.values()) {
      verdicts.put(one, verdict(one, expected));
    }
    return verdicts;
  }

  private Verdict verdict(Output one, Expectation expected) {
    List<OutputRecord> seen = output.records(one);
    Verdict verdict = Comparison.of(expected.records(one), seen);
    int unreadable = output.unreadable(one);
    if (unreadable > 0) {
      String example = "wrong: " + unreadable + " records of " + one + " cannot be read";
      verdict = verdict.and(new Verdict(unreadable, 0, 0, 0, unreadable, List.of(example)));
    }
    return one == Output.SCORES || one == Output.FORECASTS
        ? verdict.and(Comparison.versionsInOrder(models, seen))
        : verdict;
  }

  /** Leaves nothing of the trial on the brokers. After it was finished. */
  void deleteTopics() throws InterruptedException {
    cluster.delete(name, application());
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
