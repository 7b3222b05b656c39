package dev.tickwatch.chaos;

import dev.tickwatch.catalog.DirectoryCatalog;
import dev.tickwatch.catalog.ModelArtifact;
import dev.tickwatch.detection.DetectionSettings;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.scoring.OnnxWindowScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One fault's stage: topics of its own, the input and what must come of it, the services, and the
 * reader of what they commit. Closing kills what still runs.
 */
final class Trial implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
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
  private final List<Instance> instances = new ArrayList<>();
  private final List<Double> recoveries = new ArrayList<>();
  private final List<String> models = new ArrayList<>();
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

  /** As one who knows nothing of Tickwatch makes them; the tick topic takes timestamps of 2100. */
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

  /** Where an instance keeps its state. */
  Path state(String instance) {
    return directory.resolve("state-" + instance);
  }

  /** Where orders to failing scorers are put. */
  Path orders() {
    return directory.resolve("orders");
  }

  /** Gives an order to the next failing scorer that is called. */
  void order(String order, String text) {
    try {
      Files.createDirectories(orders());
      Files.writeString(orders().resolve(order), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a model the newest of the catalog. */
  void publish(ScoringModel newest) {
    try (DirectoryCatalog catalog = new DirectoryCatalog(directory.resolve("models"), MODEL_NAME)) {
      catalog.publish(new ModelArtifact(MODEL_NAME, newest.version(), newest.onnx()));
    }
    models.add(newest.version());
  }

  /** Starts a service that keeps its name in the group over restarts. */
  Instance startMember(String instance, String... more) {
    return start(
        instance,
        () -> run(instance, List.of(), with(more, "streams.group-instance-id=" + instance)));
  }

  /** Starts one that is a new member at every start. */
  Instance startStranger(String instance) {
    return start(instance, () -> run(instance, List.of(), new String[0]));
  }

  /** Starts one with other flags of the JVM at each start. */
  Instance startWith(String instance, Supplier<List<String>> flags) {
    return start(
        instance, () -> run(instance, flags.get(), "streams.group-instance-id=" + instance));
  }

  /** Starts one whose scorer obeys orders. */
  Instance startFaulty(String instance, String... more) {
    List<String> arguments = new ArrayList<>(List.of(orders().toString()));
    arguments.addAll(assignments(instance, with(more, "streams.group-instance-id=" + instance)));
    return start(
        instance,
        () ->
            JavaProcess.start(FaultyService.class.getName(), arguments, List.of(), log(instance)));
  }

  private static String[] with(String[] more, String another) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(another);
    return all.toArray(String[]::new);
  }

  private Instance start(String instance, Supplier<JavaProcess> starter) {
    Instance started = new Instance(instance, starter);
    instances.add(started);
    return started;
  }

  private JavaProcess run(String instance, List<String> flags, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    for (String assignment : assignments(instance, more)) {
      arguments.add("--set");
      arguments.add(assignment);
    }
    return JavaProcess.start(settings.serviceMain(), arguments, flags, log(instance));
  }

  private Path log(String instance) {
    return directory.resolve(instance + ".log");
  }

  private List<String> assignments(String instance, String... more) {
    Map<String, String> all = new TreeMap<>();
    cluster.client().forEach((key, value) -> all.put("kafka." + key, value));
    all.put("topics.ticks", topic("ticks"));
    for (Output one : Output.values()) {
      all.put("topics." + one.suffix(), topic(one.suffix()));
    }
    all.put("streams.application-id", name);
    all.put("streams.state-dir", state(instance).toString());
    all.put("model.path", directory.resolve("models").toString());
    all.put("model.poll-interval", "200ms");
    all.put("server.host", "127.0.0.1");
    all.put("server.port", "0");
    List<String> assignments = new ArrayList<>();
    all.forEach((key, value) -> assignments.add(key + "=" + value));
    assignments.addAll(List.of(more));
    return assignments;
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
    output.awaitSettled((long) inputs.size() * number / (total + 1), PATIENCE);
    feed.check();
    // What is under way, and the next ticks of every symbol.
    int due = Math.min(inputs.size(), feed.sent() + 2 * settings.symbols());
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

  /** Counts strikes that were in the input. */
  void struckByInput(int times) {
    strikes += times;
  }

  /** How often services have ended, by exit status. */
  Map<Integer, Integer> ends() {
    Map<Integer, Integer> all = new TreeMap<>();
    for (Instance instance : instances) {
      instance.ends().forEach((status, count) -> all.merge(status, count, Integer::sum));
    }
    return all;
  }

  /**
   * Makes sure that the fault really did what it is to.
   *
   * @throws ChaosException when services have not ended so often with a status
   */
  void requireEnds(int status, int count) {
    int found = ends().getOrDefault(status, 0);
    if (found < count) {
      throw new ChaosException(
          "services were to end %d times with status %d, and ended %d times: %s"
              .formatted(count, status, found, ends()));
    }
  }

  /** Waits for the last results, ends the services, and compares every record. */
  FaultResult finish() throws InterruptedException {
    output.awaitFates(expectation.fatesOf(inputs.size()), PATIENCE);
    feed.check();
    Map<Integer, Integer> ends = new HashMap<>(ends());
    Instance.stopAll(instances);
    output.awaitEnds(cluster, PATIENCE);
    Map<Output, Verdict> verdicts = new EnumMap<>(Output.class);
    for (Output one : Output.values()) {
      verdicts.put(one, verdict(one));
    }
    return new FaultResult(
        fault,
        java.util.Optional.empty(),
        strikes,
        inputs.size(),
        verdicts,
        recoveries,
        ends,
        java.util.Optional.empty());
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
        java.util.Optional.empty(),
        strikes,
        inputs.size(),
        Map.of(),
        recoveries,
        ends(),
        java.util.Optional.of(why));
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    feed.close();
    output.close();
  }
}
