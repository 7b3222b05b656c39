package dev.tickwatch.lab.chaos;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.Wait;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One fault's stage: topics of its own, the input and what must come of it, the services, and the
 * reader of what they commit. Closing kills what still runs.
 */
final class Trial implements AutoCloseable {
  private static final Duration MARKET_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SWAPPED_MARKET = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long SEED_STEP = 1_000;
  private static final Duration FEED_PAUSE = Duration.ofMillis(50);

  private final Fault fault;
  private final ChaosSettings settings;
  private final Cluster cluster;
  private final TrialModels models;
  private final Path directory;
  private final Progress progress;
  private final Random random;
  private final TrialTopics topics;
  private final List<Input> inputs;
  private final Expectation expectation;
  private final CommittedOutput output;
  private final InputFeed feed;
  private final Services services;
  private final List<Double> recoveries = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private Map<String, Integer> dueOutcomes = Map.of();
  private int injections;

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
      Progress progress) {
    this.fault = fault;
    this.settings = settings;
    this.cluster = cluster;
    this.directory = directory;
    this.progress = progress;
    random = new Random(settings.seed() + fault.code().hashCode());
    topics =
        new TrialTopics(
            "chaos-" + Long.toString(System.currentTimeMillis(), 36) + "-" + fault.code());
    inputs = KnownInput.of(fault, settings, rounds());
    try (OnnxWindowScorer scorer = model.open()) {
      expectation = new Expectation(inputs, topics.ticks(), scorer, detector());
    }
    models = new TrialModels(directory.resolve("models"), model, other(model));
    cluster.client().create(topics.all());
    services = new Services(directory, serviceSettings());
    output = new CommittedOutput(cluster.client(), topics.outputs(), swapsModels());
    feed = new InputFeed(cluster.client(), topics.ticks(), inputs, output);
    feed.start();
  }

  private boolean swapsModels() {
    return fault == Fault.MODEL_SWAP;
  }

  /** Another network where models are swapped; a model that the user gave has none. */
  private ScoringModel other(ScoringModel model) {
    return swapsModels() && settings.model().isEmpty()
        ? ScoringModel.trained(settings.seed() + SEED_STEP)
        : model;
  }

  private static Detector detector() {
    return new Detector(DetectionSettings.DEFAULT);
  }

  private Map<String, String> serviceSettings() {
    Map<String, String> all = new TreeMap<>();
    cluster.client().properties().forEach((key, value) -> all.put("kafka." + key, value));
    all.putAll(topics.settings());
    all.put("streams.application-id", application());
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

  /** How often the fault is injected: in each of its ways at least once. */
  int rounds() {
    return Math.max(settings.rounds(), fault.ways());
  }

  /** The application id of the services. */
  String application() {
    return topics.prefix();
  }

  /** The topic that the input goes to. */
  String tickTopic() {
    return topics.ticks();
  }

  /** What scores. */
  TrialModels models() {
    return models;
  }

  /** Injects the fault once a round, evenly spread over the input. */
  void injectEachRound(FaultAction action) throws InterruptedException {
    for (int round = 1; round <= rounds(); round++) {
      inject(round, rounds(), action);
    }
  }

  /**
   * Injects the fault when a share of the input has been dealt with, and waits until all is well
   * again.
   *
   * @param number 1 to {@code total}
   */
  void inject(int number, int total, FaultAction action) throws InterruptedException {
    // Something must be under way, also when the trial was held up behind the one before.
    long share = (long) inputs.size() * number / (total + 1);
    long settled = Math.max(share, output.settled() + InputFeed.AHEAD / 4);
    feed.allow(settled + InputFeed.AHEAD);
    output.awaitSettled(Math.min(settled, inputs.size() - 1), PATIENCE);
    feed.check();
    // What is under way, and the next ticks of every symbol.
    int due = Math.min(inputs.size(), feed.sent() + 2 * settings.symbols());
    feed.allow(due + InputFeed.AHEAD / 4);
    dueOutcomes = expectation.outcomesOf(due);
    long start = System.nanoTime();
    action.run();
    injections++;
    awaitDue();
    double seconds = (System.nanoTime() - start) / 1e9;
    recoveries.add(seconds);
    progress.say(
        "%s: struck %d of %d, scoring again after %.1f s", fault.code(), number, total, seconds);
  }

  /**
   * Waits until all has been scored that was under way when the fault was injected, and the next
   * ticks of every symbol.
   */
  void awaitDue() throws InterruptedException {
    output.awaitOutcomes(dueOutcomes, PATIENCE);
  }

  /** Lets more of the input go, a little at a time, until something has come of it. */
  void feedUntil(BooleanSupplier reached, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long allowed = feed.sent(); !reached.getAsBoolean(); allowed += InputFeed.AHEAD / 8) {
      boolean through = feed.sent() == inputs.size() && output.settled() == inputs.size();
      if (through || System.nanoTime() > deadline) {
        throw new HarnessException(
            "%s did not come about, with %,d of %,d records sent"
                .formatted(what, feed.sent(), inputs.size()));
      }
      feed.allow(allowed);
      Wait.forTime(FEED_PAUSE);
    }
  }

  /** What is to be undone when the services have ended. */
  void atEnd(Runnable undo) {
    atEnd.add(undo);
  }

  /** Counts faults that were in the input. */
  void countInInput(int times) {
    injections += times;
  }

  /** Waits for the last results, ends the services, and compares every record. */
  FaultResult finish() throws InterruptedException {
    feed.allow(inputs.size());
    output.awaitOutcomes(expectation.outcomesOf(inputs.size()), PATIENCE);
    feed.check();
    awaitMarket();
    Map<Integer, Integer> ends = services.ends();
    services.stop();
    output.awaitEnds(PATIENCE);
    Map<Output, Verdict> verdicts =
        swapsModels() ? verdictsAsSwapped() : Comparison.of(expectation, output, models);
    return new FaultResult(
        fault,
        Optional.empty(),
        injections,
        inputs.size(),
        verdicts,
        recoveries,
        ends,
        Optional.empty());
  }

  /**
   * The market is judged behind a topic of its own, after the scores are committed. Where models
   * are swapped, what it comes to is not known beforehand, and the patience is spent.
   */
  private void awaitMarket() throws InterruptedException {
    int expected =
        swapsModels() ? Integer.MAX_VALUE : expectation.records(Output.MARKET_ALERTS).size();
    output.awaitRecords(
        Output.MARKET_ALERTS, expected, swapsModels() ? SWAPPED_MARKET : MARKET_PATIENCE);
  }

  /** Each record is to be what the network that it names makes of its tick. */
  private Map<Output, Verdict> verdictsAsSwapped() {
    return models.asNamedBy(
        output.records(Output.SCORES),
        named -> {
          var swapped = new Expectation(inputs, topics.ticks(), named, detector());
          return Comparison.of(swapped, output, models);
        });
  }

  /** Leaves nothing of the trial on the brokers. After it was finished. */
  void deleteTopics() {
    cluster.client().deleteStartingWith(topics.prefix());
    cluster.client().deleteGroup(application());
  }

  /** What is known of a trial that broke off. */
  FaultResult brokenOff(String why) {
    return new FaultResult(
        fault,
        Optional.empty(),
        injections,
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
