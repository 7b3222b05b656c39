package dev.tickwatch.lab.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stages faults one after another. Brokers, where none are given, and services run in processes of
 * their own, which end with this one.
 */
public final class Chaos {
  private final ChaosSettings settings;
  private final Consumer<String> progress;
  private final Path directory;
  private Cluster shared;

  private Chaos(ChaosSettings settings, Consumer<String> progress, Path directory) {
    this.settings = settings;
    this.progress = progress;
    this.directory = directory;
  }

  /**
   * Stages every fault of the settings.
   *
   * @param progress hears a line at a time what happens
   * @return one result for each fault, in order
   * @throws dev.tickwatch.model.manifest.ModelException when the model cannot be used
   * @throws ChaosException when the brokers cannot be started
   */
  public static List<FaultResult> run(ChaosSettings settings, Consumer<String> progress)
      throws InterruptedException {
    Path directory;
    try {
      directory = Files.createTempDirectory("tickwatch-chaos");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Chaos chaos = new Chaos(settings, progress, directory);
    List<FaultResult> results = new ArrayList<>();
    try {
      ScoringModel model =
          settings
              .model()
              .map(ScoringModel::read)
              .orElseGet(() -> ScoringModel.trained(settings.seed()));
      for (Fault fault : settings.faults()) {
        results.add(chaos.stage(fault, model));
      }
      return results;
    } finally {
      chaos.close(results.stream().allMatch(result -> result.problem().isEmpty()));
    }
  }

  private FaultResult stage(Fault fault, ScoringModel model) throws InterruptedException {
    Path stage = directory.resolve(fault.code());
    Optional<String> impossible = impossible(fault, stage.resolve("mount"));
    if (impossible.isPresent()) {
      progress.accept(fault.code() + ": not run, " + impossible.get());
      return FaultResult.notRun(fault, impossible.get());
    }
    progress.accept(fault.code() + ": " + fault.description());
    FaultResult result = play(fault, model, stage);
    Verdict total = result.total();
    progress.accept(
        "%s: %s; %d records in, %d out; missing %d, duplicate %d, out of order %d, wrong %d"
            .formatted(
                fault.code(),
                result.right() ? "right" : "NOT RIGHT",
                result.ticks(),
                total.records(),
                total.missing(),
                total.duplicate(),
                total.outOfOrder(),
                total.wrong()));
    result.problem().ifPresent(why -> progress.accept(fault.code() + ": " + why));
    total.examples().forEach(example -> progress.accept(fault.code() + ": " + example));
    return result;
  }

  private Optional<String> impossible(Fault fault, Path mount) {
    if (fault.needsBrokers() && settings.givenCluster()) {
      return Optional.of("it needs brokers of its own, and a cluster is given");
    }
    if (fault == Fault.DISK_FULL && !StateScenarios.mayMount(mount)) {
      return Optional.of("it needs leave to mount a small tmpfs, which root has on Linux");
    }
    return Optional.empty();
  }

  private FaultResult play(Fault fault, ScoringModel model, Path stage)
      throws InterruptedException {
    Cluster cluster = cluster(fault, stage);
    try (Trial trial = new Trial(fault, settings, cluster, model, stage, progress)) {
      try {
        Scenarios.of(fault).play(trial);
        FaultResult result = trial.finish();
        if (settings.givenCluster()) {
          leaveAsFound(trial, result);
        }
        return result;
      } catch (ChaosException e) {
        String kept = settings.givenCluster() ? ", topics are " + trial.application() + ".*" : "";
        return trial.brokenOff(e.getMessage() + "; logs are in " + stage + kept);
      }
    } finally {
      if (cluster != shared) {
        cluster.close();
      }
    }
  }

  /** Others' brokers; but what was not right is kept there, to be looked into. */
  private void leaveAsFound(Trial trial, FaultResult result) throws InterruptedException {
    String code = result.fault().code();
    if (!result.right()) {
      progress.accept(code + ": topics " + trial.application() + ".* are kept");
      return;
    }
    try {
      trial.deleteTopics();
    } catch (ChaosException e) {
      progress.accept(code + ": " + e.getMessage());
    }
  }

  private Cluster cluster(Fault fault, Path stage) throws InterruptedException {
    if (fault == Fault.LEADER_LOSS) {
      return Cluster.start(created(stage), 3);
    }
    if (fault == Fault.NETWORK) {
      return Cluster.startBehindProxy(created(stage));
    }
    created(stage);
    if (shared == null) {
      shared =
          settings.givenCluster()
              ? Cluster.given(settings.kafka())
              : Cluster.start(created(directory.resolve("broker")), 1);
    }
    return shared;
  }

  private static Path created(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close(boolean clean) {
    if (shared != null) {
      shared.close();
    }
    if (clean) {
      StateScenarios.delete(directory);
    }
  }
}
