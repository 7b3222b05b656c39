package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.ClusterClient;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.TickFeed;
import dev.tickwatch.lab.harness.TickSource;
import dev.tickwatch.market.tick.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all measurements share: cluster, model, ticks and a directory to work in. Closing it stops
 * the cluster.
 */
final class BenchEnvironment implements AutoCloseable {
  /** Those of the launcher, and a bound on the heap, which would else grow with the machine. */
  private static final List<String> SERVICE_FLAGS =
      List.of("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Xmx768m");

  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static final long SEED = 4;
  private static final long BACKLOG_END_MICROS = 1_750_000_000_000_000L;

  private final Path directory;
  private final Cluster cluster;
  private final Path model;
  private final int windowSteps;
  private final Map<String, List<Tick>> ticks;
  private final List<String> flags;
  private final Progress progress;
  private final String name = "bench-" + Long.toString(System.nanoTime(), 36);
  private int services;
  private int topics;

  BenchEnvironment(
      Path directory,
      Cluster cluster,
      Path model,
      Map<String, List<Tick>> ticks,
      List<String> jvmFlags,
      Progress progress) {
    this.directory = directory;
    this.cluster = cluster;
    this.model = model;
    this.windowSteps = BenchModel.manifest(model).shape().steps();
    this.ticks = ticks;
    this.flags = Stream.of(SERVICE_FLAGS, hugePages(), jvmFlags).flatMap(List::stream).toList();
    this.progress = progress;
  }

  /** As the launcher decides. */
  private static List<String> hugePages() {
    try {
      return Files.readString(HUGE_PAGES).contains("[madvise]")
          ? List.of("-XX:+UseTransparentHugePages")
          : List.of();
    } catch (IOException e) {
      return List.of(); // a system without them
    }
  }

  /** Of the cluster. */
  ClusterClient client() {
    return cluster.client();
  }

  Path model() {
    return model;
  }

  /** T of the model. */
  int windowSteps() {
    return windowSteps;
  }

  /** Hears what is going on. */
  void say(String line) {
    progress.line(line);
  }

  /** Ticks of so many symbols, the same for every call. */
  SymbolTicks ticks(int symbols) {
    return new SymbolTicks(symbols, ticks, SEED);
  }

  /** Sends ticks with a producer's default settings; the caller closes. */
  TickFeed feed(String topic, TickSource source) {
    return new TickFeed(client().producer(Map.of()), topic, source);
  }

  /** A name for a topic of ticks that nobody had before. */
  String newTopic() {
    topics++;
    return name + ".ticks-" + topics;
  }

  /** Fills a new topic for all variants that are given. */
  Backlog fill(int symbols, long beyondWarmUp, List<Variant> variants) {
    return fill(ticks(symbols), beyondWarmUp, variants, BACKLOG_END_MICROS);
  }

  /** The same with given ticks up to an event time. */
  Backlog fill(SymbolTicks source, long beyondWarmUp, List<Variant> variants, long endMicros) {
    List<Integer> marks =
        variants.stream()
            .map(variant -> variant.warmUpTicks(windowSteps))
            .distinct()
            .sorted()
            .toList();
    long count = beyondWarmUp + (long) source.symbols() * marks.get(marks.size() - 1);
    progress.say("filling a topic with %,d ticks of %,d symbols", count, source.symbols());
    return Backlog.fill(client(), newTopic(), source, count, marks, endMicros);
  }

  /** Starts a service under test in a process of its own. */
  RunningService start(Variant variant, String ticksTopic) {
    services++;
    String id = name + "-" + services;
    ServicePlan plan =
        new ServicePlan(
            client().bootstrapServers(),
            id,
            ticksTopic,
            model.toString(),
            directory.resolve(id + "-state").toString(),
            variant);
    return RunningService.start(cluster, plan, flags, directory.resolve(id + ".log"));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
