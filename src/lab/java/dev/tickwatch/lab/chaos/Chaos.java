package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.ChildProcess;
import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Progress;
import dev.tickwatch.lab.harness.WorkDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stages faults one after another. Brokers, where none are given, and services run in processes of
 * their own, which end with this one.
 */
public final class Chaos {
  private final ChaosSettings settings;
  private final Progress progress;
  private final WorkDirectory directory;
  private Cluster shared;

  private Chaos(ChaosSettings settings, Progress progress, WorkDirectory directory) {
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
   * @throws HarnessException when the brokers cannot be started
   */
  public static List<FaultResult> run(ChaosSettings settings, Progress progress)
      throws InterruptedException {
    Chaos chaos = new Chaos(settings, progress, WorkDirectory.create("tickwatch-chaos"));
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
    Path stage = directory.created(fault.code());
    Optional<String> impossible = impossible(fault, stage.resolve("mount"));
    if (impossible.isPresent()) {
      progress.line(fault.code() + ": not run, " + impossible.get());
      return FaultResult.notRun(fault, impossible.get());
    }
    progress.line(fault.code() + ": " + fault.description());
    FaultResult result = play(fault, model, stage);
    Verdict total = result.total();
    progress.say(
        "%s: %s; %d records in, %d out; missing %d, duplicate %d, out of order %d, wrong %d",
        fault.code(),
        result.right() ? "right" : "NOT RIGHT",
        result.ticks(),
        total.records(),
        total.missing(),
        total.duplicate(),
        total.outOfOrder(),
        total.wrong());
    result.problem().ifPresent(why -> progress.line(fault.code() + ": " + why));
    total.examples().forEach(example -> progress.line(fault.code() + ": " + example));
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
      } catch (HarnessException e) {
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
  private void leaveAsFound(Trial trial, FaultResult result) {
    String code = result.fault().code();
    if (!result.right()) {
      progress.line(code + ": topics " + trial.application() + ".* are kept");
      return;
    }
    try {
      trial.deleteTopics();
    } catch (HarnessException e) {
      progress.line(code + ": " + e.getMessage());
    }
  }

  private Cluster cluster(Fault fault, Path stage) {
    if (fault == Fault.LEADER_LOSS) {
      return Cluster.start(stage, 3, ChildProcess.SMALL_JVM);
    }
    if (fault == Fault.NETWORK) {
      return Cluster.startBehindProxy(stage, ChildProcess.SMALL_JVM);
    }
    if (shared == null) {
      shared =
          settings.givenCluster()
              ? Cluster.given(settings.kafka())
              : Cluster.start(directory.created("broker"), 1, ChildProcess.SMALL_JVM);
    }
    return shared;
  }

  private void close(boolean clean) {
    if (shared != null) {
      shared.close();
    }
    if (!clean) {
      directory.keep();
      return;
    }
    directory.close();
  }
}
