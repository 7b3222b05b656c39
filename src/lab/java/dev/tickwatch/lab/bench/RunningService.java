package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.bench.Usage.Moment;
import dev.tickwatch.lab.harness.AskedProcess;
import dev.tickwatch.lab.harness.Cluster;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service under test that runs in its own process. Closing it stops it and keeps its topics. */
final class RunningService implements AutoCloseable {
  /** Ends of the names of topics that the service makes for itself. */
  private static final List<String> INTERNAL =
      List.of(
          "-windows-changelog",
          "-market-bucket-changelog",
          "-markets-changelog",
          "-market-buckets-repartition");

  /** A paused service has ended its last transaction by then. */
  private static final Duration COMMIT = Duration.ofMillis(500);

  private final Cluster cluster;
  private final ServicePlan plan;
  private final AskedProcess child;
  private ServiceSnapshot latest;

  /** Of the system's nanoseconds; null while its process is not stopped. */
  private Long restingSince;

  private RunningService(
      Cluster cluster, ServicePlan plan, AskedProcess child, ServiceSnapshot first) {
    this.cluster = cluster;
    this.plan = plan;
    this.child = child;
    this.latest = first;
  }

  /**
   * Creates the topics of its results and starts it; returns when it runs.
   *
   * @param jvmFlags as a user might give
   */
  static RunningService start(Cluster cluster, ServicePlan plan, List<String> jvmFlags, Path log) {
    cluster.client().create(Backlog.newTopics(results(plan)));
    AskedProcess child = AskedProcess.start(StreamProcess.class, jvmFlags, log);
    try {
      ServiceSnapshot first = child.ask(plan, ServiceSnapshot.class);
      return new RunningService(cluster, plan, child, first);
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  ServicePlan plan() {
    return plan;
  }

  /** Offsets that it has committed. */
  Map<Integer, Long> committed() {
    return cluster.client().committed(plan.applicationId(), plan.ticks());
  }

  /**
   * What it has done by now.
   *
   * @throws HarnessException when it has failed
   */
  ServiceSnapshot snapshot() {
    return ask(StreamProcess.Request.SNAPSHOT);
  }

  /** Lets it take no further tick, and keep its place in the group. What is in hand is ended. */
  void pause() {
    var unused = ask(StreamProcess.Request.PAUSE);
  }

  void resume() {
    var unused = ask(StreamProcess.Request.RESUME);
  }

  /**
   * Pauses it, and stops its process once it has ended its transaction, as a paused one would look
   * for ticks all the time. Until {@link #wake}: not for longer than its place in the group lasts.
   */
  void rest() {
    pause();
    Wait.forTime(COMMIT);
    child.process().freeze();
    restingSince = System.nanoTime();
  }

  /**
   * Lets one go on that rests.
   *
   * @throws HarnessException when it has rested for so long that others took its place
   */
  void wake() {
    long rested = restingSince == null ? 0 : System.nanoTime() - restingSince;
    restingSince = null;
    if (rested > StreamProcess.SESSION.toNanos()) {
      throw new HarnessException(
          "%s was stopped for %d s, and has lost its place in the group after %d s"
              .formatted(
                  plan.variant().name(),
                  rested / 1_000_000_000,
                  StreamProcess.SESSION.toSeconds()));
    }
    thaw();
    resume();
  }

  void thaw() {
    child.process().thaw();
  }

  private ServiceSnapshot ask(StreamProcess.Request request) {
    latest = child.ask(request, ServiceSnapshot.class);
    if (latest.failure() != null) {
      throw new HarnessException(plan.variant().name() + " failed: " + latest.failure());
    }
    return latest;
  }

  Moment moment() {
    Map<Integer, Long> committed = committed();
    long nanos = System.nanoTime();
    return new Moment(
        nanos,
        snapshot(),
        Backlog.sum(committed),
        cluster.cpuTime().map(Duration::toNanos).orElse(0L),
        Machine.stolenSeconds());
  }

  private static List<String> results(ServicePlan plan) {
    List<String> all = plan.topics().all();
    return all.subList(1, all.size());
  }

  /** Deletes what it wrote, its changelog and its offsets too. After it was closed. */
  void deleteTopics() {
    cluster.client().delete(results(plan));
    cluster.client().delete(INTERNAL.stream().map(name -> plan.applicationId() + name).toList());
    cluster.client().deleteGroup(plan.applicationId());
  }

  @Override
  public void close() {
    child.close();
  }
}
