package dev.tickwatch.bench;

import dev.tickwatch.bench.BenchSettings.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries out the measurements. */
public final class Bench {
  private static final int SYMBOLS = 100;
  private static final List<Variant> VARIANTS =
      List.of(
          Variant.TICKWATCH,
          Variant.AT_LEAST_ONCE,
          Variant.UNBATCHED,
          Variant.FREE,
          Variant.FOREST);

  private final BenchSettings settings;
  private final Consumer<String> progress;

  /**
   * @param progress hears a line at each step
   */
  public Bench(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws BenchException when something did not run
   */
  public void run() throws IOException {
    Path directory = Files.createTempDirectory("tickwatch-bench");
    try (Workshop workshop = open(directory)) {
      if (settings.parts().contains(Part.DRAIN)) {
        drain(workshop);
      }
    } finally {
      delete(directory);
    }
  }

  private Workshop open(Path directory) throws IOException {
    Path model;
    if (settings.model().isPresent()) {
      model = settings.model().get();
    } else {
      progress.accept("training a model of the default sizes for one epoch");
      model = BenchModel.train(directory.resolve("model.onnx"));
    }
    Cluster cluster =
        settings.bootstrapServers().isPresent()
            ? Cluster.at(settings.bootstrapServers().get())
            : Cluster.embedded(directory);
    return new Workshop(directory, cluster, model, settings.ticks(), progress);
  }

  private List<Drain> drain(Workshop workshop) {
    Backlog backlog = workshop.fill(SYMBOLS, settings.pace().backlog(), VARIANTS);
    DrainTrial trial = new DrainTrial(workshop, settings.pace());
    List<Drain> drains = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Variant variant : VARIANTS) {
        Drain drain = trial.run(variant, backlog, round);
        drains.add(drain);
        say(drain);
      }
    }
    workshop.cluster().delete(List.of(backlog.topic()));
    return drains;
  }

  private void say(Drain drain) {
    Usage usage = drain.usage();
    progress.accept(
        String.format(
            Locale.ROOT,
            "round %d, %s, %,d symbols: %,.0f ticks/s in %.1f s; CPU %.1f us a tick (broker %.1f);"
                + " stream thread on a core %.0f %%, in the scorer %.0f %%, %,.0f windows/s there,"
                + " batches of %.0f; %,.0f bytes allocated a tick, GC %.1f %%; RSS %.0f MiB (peak"
                + " %.0f), heap %.0f; changelog %.1f bytes and %.3f records a tick; %d warming up,"
                + " %d alerts; %,d committed, %,d scores, %d missing, %d repeated",
            drain.round(),
            drain.variant(),
            drain.symbols(),
            usage.ticksPerSecond(),
            usage.seconds(),
            usage.cpuMicrosPerTick(),
            usage.brokerCpuMicrosPerTick(),
            100 * usage.streamThreadCpu(),
            100 * usage.scoring(),
            usage.windowsPerScoringSecond(),
            usage.windowsPerBatch(),
            usage.allocatedBytesPerTick(),
            100 * usage.gc(),
            usage.rssMib(),
            usage.peakRssMib(),
            usage.heapMib(),
            usage.changelogBytesPerTick(),
            usage.changelogRecordsPerTick(),
            usage.warmingUp(),
            usage.alerts(),
            drain.committed(),
            drain.check().scores(),
            drain.check().missing(),
            drain.check().repeated()));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
