package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.bench.BenchResults.Drains;
import dev.tickwatch.lab.bench.BenchResults.Latencies;
import dev.tickwatch.lab.bench.BenchResults.ScorerAlone;
import dev.tickwatch.lab.bench.BenchSettings.Part;
import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.WorkDirectory;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries out the measurements. */
public final class Bench {
  private static final List<Variant> VARIANTS =
      List.of(
          Variant.TICKWATCH,
          Variant.AT_LEAST_ONCE,
          Variant.UNBATCHED,
          Variant.FREE,
          Variant.FOREST);

  private final BenchSettings settings;
  private final String command;
  private final Progress progress;

  /**
   * @param command what was asked for, to be told beside the figures
   * @param progress hears a line at each step
   */
  public Bench(BenchSettings settings, String command, Progress progress) {
    this.settings = settings;
    this.command = command;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param measured gets what each part has measured, so that a later failure costs nothing
   * @throws HarnessException when something did not run
   * @throws dev.tickwatch.model.manifest.ModelException when the model cannot be run
   * @throws dev.tickwatch.model.scoring.ScoringException when the device is not there
   */
  public void run(Consumer<BenchResults> measured) throws IOException {
    OnnxWindowScorer.requireDevice(settings.device());
    try (WorkDirectory work = WorkDirectory.create("tickwatch-bench")) {
      Path directory = work.path();
      Path model = settings.model().orElse(directory.resolve("model.onnx"));
      if (settings.model().isEmpty()) {
        progress.line("training a model of the default sizes for one epoch");
        Path unused = BenchModel.train(model);
      }
      Machine machine = machine(model);
      progress.line(machine.describe());
      if (machine.isBusy()) {
        progress.line("the machine is at work for others: figures will be poor");
      }
      alone(model, machine, measured);
      if (wants(Part.DRAIN) || wants(Part.LATENCY) || wants(Part.SYMBOLS)) {
        endToEnd(directory, model, machine, measured);
      }
    }
  }

  private Machine machine(Path model) {
    return Machine.now(
        BenchModel.describe(model, settings.model().isPresent()),
        settings.ticks().isEmpty()
            ? "seeded random walks"
            : "real prices, dealt out to made-up symbols",
        command);
  }

  private boolean wants(Part part) {
    return settings.parts().contains(part);
  }

  /** Before there is a broker that could be at work too. */
  private void alone(Path model, Machine machine, Consumer<BenchResults> measured) {
    if (wants(Part.SCORER)) {
      List<ScorerAlone> part = List.of(scorer(model, machine));
      measured.accept(new BenchResults(null, null, null, part, List.of()));
    }
    if (wants(Part.LSTM_A)) {
      List<ScorerAlone> part = List.of(lstmA(machine));
      measured.accept(new BenchResults(null, null, null, List.of(), part));
    }
  }

  private ScorerAlone scorer(Path model, Machine machine) {
    ScorerTrial trial = new ScorerTrial(settings.pace().call());
    List<ScorerPoint> points = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (int batch : settings.pace().batchesOn(settings.device())) {
        points.add(trial.scorer(model, settings.device(), batch, round));
        progress.line(ProgressLines.scorer("scorer alone", points));
      }
    }
    return new ScorerAlone(machine, settings.device().toString(), points);
  }

  private ScorerAlone lstmA(Machine machine) {
    ScorerTrial trial = new ScorerTrial(settings.pace().call());
    List<ScorerPoint> points = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (int batch : settings.pace().batchesOn(settings.device())) {
        points.add(trial.lstmA(settings.device(), batch, round));
        progress.line(ProgressLines.scorer("LSTM_A", points));
      }
    }
    return new ScorerAlone(machine, settings.device().toString(), points);
  }

  private void endToEnd(
      Path directory, Path model, Machine machine, Consumer<BenchResults> measured) {
    List<String> flags = settings.pace().jvmFlags();
    Cluster cluster =
        settings.bootstrapServers().isPresent()
            ? Cluster.given(Map.of("bootstrap.servers", settings.bootstrapServers().get()))
            : Cluster.start(directory, 1, brokerFlags(flags));
    try (BenchEnvironment environment =
        new BenchEnvironment(directory, cluster, model, settings.ticks(), flags, progress)) {
      List<Drain> drains = new ArrayList<>();
      if (wants(Part.DRAIN)) {
        Drains drain = drain(environment, machine);
        drains.addAll(drain.drains());
        measured.accept(new BenchResults(drain, null, null, List.of(), List.of()));
      }
      if (wants(Part.SYMBOLS)) {
        Drains symbols = symbols(environment, machine);
        drains.addAll(symbols.drains());
        measured.accept(new BenchResults(null, null, symbols, List.of(), List.of()));
      }
      if (wants(Part.LATENCY)) {
        Latencies latency = latency(environment, machine, drains);
        measured.accept(new BenchResults(null, latency, null, List.of(), List.of()));
      }
    }
  }

  private static List<String> brokerFlags(List<String> flags) {
    return Stream.concat(Stream.of("-Xms512m", "-Xmx512m"), flags.stream()).toList();
  }

  private Drains drain(BenchEnvironment environment, Machine machine) {
    BenchSettings.Pace pace = settings.pace();
    Backlog backlog = environment.fill(pace.drainSymbols(), pace.backlog(), VARIANTS);
    ScorerTrial alone = new ScorerTrial(pace.call());
    int batch = bestBatch(alone, environment.model());
    List<ScorerPoint> ceiling = new ArrayList<>();
    List<ScorerPoint> ofTwo = new ArrayList<>();
    List<Drain> drains =
        new DrainTrial(environment, pace)
            .run(
                VARIANTS,
                Collections.nCopies(VARIANTS.size(), backlog),
                settings.rounds(),
                round -> {
                  ceiling.add(alone.scorer(environment.model(), ScoringDevice.CPU, batch, round));
                  progress.line(ProgressLines.scorer("ceiling", ceiling));
                  ofTwo.add(alone.scorerOfTwo(environment.model(), batch, round));
                  progress.line(ProgressLines.scorer("one of two at once", ofTwo));
                });
    environment.client().delete(List.of(backlog.topic()));
    return new Drains(machine, drains, ceiling, ofTwo);
  }

  private int bestBatch(ScorerTrial alone, Path model) {
    return settings.pace().batches().stream()
        .map(batch -> alone.scorer(model, ScoringDevice.CPU, batch, 0))
        .max(Comparator.comparingDouble(ScorerPoint::windowsPerSecond))
        .orElseThrow()
        .batch();
  }

  /** Of every service that was drained in this run, at shares of what it drained. */
  private Latencies latency(BenchEnvironment environment, Machine machine, List<Drain> drained) {
    int symbols = settings.pace().drainSymbols();
    double own =
        drained.stream()
            .filter(drain -> isMain(drain, symbols))
            .mapToDouble(Drain::ticksPerSecond)
            .average()
            .orElse(1);
    List<LatencyTrial.Other> others =
        drained.stream()
            .filter(drain -> !isMain(drain, symbols))
            .map(
                drain ->
                    new LatencyTrial.Other(
                        variant(drain), drain.symbols(), drain.ticksPerSecond() / own))
            .toList();
    return new LatencyTrial(environment, settings.pace())
        .run(machine, settings.rounds(), symbols, others);
  }

  private static boolean isMain(Drain drain, int symbols) {
    return variant(drain).equals(Variant.TICKWATCH) && drain.symbols() == symbols;
  }

  private static Variant variant(Drain drain) {
    return VARIANTS.stream()
        .filter(variant -> variant.name().equals(drain.variant()))
        .findFirst()
        .orElseThrow();
  }

  /** Of Tickwatch with default settings, for each number of symbols. */
  private Drains symbols(BenchEnvironment environment, Machine machine) {
    List<Integer> symbols = settings.pace().symbols();
    List<Variant> variants = Collections.nCopies(symbols.size(), Variant.TICKWATCH);
    List<Backlog> backlogs =
        symbols.stream()
            .map(number -> environment.fill(number, settings.pace().backlog(), variants))
            .toList();
    List<Drain> drains =
        new DrainTrial(environment, settings.pace())
            .run(variants, backlogs, settings.rounds(), round -> {});
    backlogs.forEach(backlog -> environment.client().delete(List.of(backlog.topic())));
    return new Drains(machine, drains, List.of(), List.of());
  }
}
