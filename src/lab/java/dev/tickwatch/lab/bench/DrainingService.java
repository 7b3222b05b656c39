package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.bench.Usage.Moment;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service that drains a backlog when its turn comes, and is stopped in between. Closing it stops
 * it for good and keeps its topics. Not thread-safe.
 */
final class DrainingService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * A turn that lasted shorter says nothing: the CPU time of a process is counted in steps of 10
   * ms.
   */
  private static final double SHORTEST_TURN_SECONDS = 0.1;

  private final BenchEnvironment environment;
  private final BenchSettings.Pace pace;
  private final Backlog backlog;
  private final RunningService service;
  private final Moment started;
  private final List<Usage> rounds = new ArrayList<>();
  private Moment warm;
  private boolean cold;
  private boolean complete;

  /** Starts it; it is at work then. */
  DrainingService(
      BenchEnvironment environment, BenchSettings.Pace pace, Variant variant, Backlog backlog) {
    this.environment = environment;
    this.pace = pace;
    this.backlog = backlog;
    this.service = environment.start(variant, backlog.topic());
    this.started = service.moment();
  }

  /**
   * Until every symbol has its window, and the JVM its time to get used to scoring; of that not
   * beyond half the backlog, so that something is left to measure. It is paused then.
   */
  void warmUp() {
    Variant variant = service.plan().variant();
    environment.say("warming up: " + variant.name());
    int ticks = variant.warmUpTicks(environment.windowSteps());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long full = 0;
    while (true) {
      Map<Integer, Long> committed = service.committed();
      if (backlog.isBehind(ticks, committed)) {
        full = full == 0 ? System.nanoTime() : full;
        boolean timeIsOver = System.nanoTime() - full >= pace.warmUp().toNanos();
        if (timeIsOver || Backlog.sum(committed) >= backlog.count() / 2) {
          break;
        }
      }
      await(service, deadline);
    }
    warm = service.moment();
    service.pause();
  }

  /** Keeps it paused, but its process at work, so that it keeps its place in the group. */
  void standBy() {
    service.thaw();
  }

  /** Lets it end its transaction, and stops its process until its turn comes. */
  void rest() {
    service.rest();
  }

  /** Drains for a while and is measured meanwhile; does nothing when it is through. */
  void takeTurn(int round) {
    if (complete) {
      return;
    }
    service.wake();
    Wait.forTime(pace.settle());
    awaitCommit();
    Moment from = service.moment();
    Moment to = from.committed() < backlog.count() ? measure(from) : from;
    complete = to.committed() == backlog.count();
    boolean tooShort = to.nanos() - from.nanos() < SHORTEST_TURN_SECONDS * 1e9;
    if (rounds.isEmpty() && tooShort) {
      environment.say(service.plan().variant().name() + " was through before it was warm");
      cold = true;
      add(round, Usage.between(started, warm));
    } else if (tooShort || (complete && !pace.toTheEnd() && !rounds.isEmpty())) {
      environment.say(
          service.plan().variant().name() + " is through, in a turn that is not counted");
    } else {
      add(round, Usage.between(from, to));
    }
    service.rest();
  }

  private void add(int round, Usage usage) {
    rounds.add(usage);
    environment.say(ProgressLines.turn(round, service.plan().variant(), backlog, usage));
  }

  /**
   * For the time that was set, and on until the next commit: a turn goes from commit to commit, so
   * that what was written for its ticks is what was written in its time. A backlog that may be
   * drained before is looked at on the way; else nobody asks, as answers take time of the cores.
   */
  private Moment measure(Moment from) {
    if (pace.toTheEnd()) {
      long end = from.nanos() + pace.measured().toNanos();
      while (System.nanoTime() < end && Backlog.sum(service.committed()) < backlog.count()) {
        Wait.forTime(POLL);
      }
    } else {
      Wait.forTime(pace.measured());
    }
    awaitCommit();
    return service.moment();
  }

  /** Until the next commit; returns at once where there are no more to come. */
  private void awaitCommit() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long before = Backlog.sum(service.committed());
    long committed = before;
    while (committed == before && committed < backlog.count()) {
      await(service, deadline);
      committed = Backlog.sum(service.committed());
    }
  }

  /** Whether it will take no further turn, as its backlog is drained before the time. */
  boolean isThrough() {
    return complete && !pace.toTheEnd();
  }

  /** Ticks a second of its latest turn. */
  double latestTicksPerSecond() {
    return rounds.get(rounds.size() - 1).ticksPerSecond();
  }

  /** Lets it end what it has begun, where it has the time for that. */
  void finish() {
    service.thaw();
    long count = backlog.count();
    complete = pace.toTheEnd() || Backlog.sum(service.committed()) == count;
    if (complete) {
      service.resume();
      awaitLastScores(service, count);
    }
  }

  /** What it did and what it wrote; after it was closed. Its topics are deleted. */
  Drain drain() {
    Variant variant = service.plan().variant();
    long committed = Backlog.sum(service.committed());
    ScoreCheck check = ScoreCheck.read(environment.client(), service.plan().topics().scores());
    service.deleteTopics();
    Drain drain =
        new Drain(
            variant.name(),
            backlog.symbols(),
            variant.batchSize(),
            rounds,
            committed,
            check,
            cold,
            complete);
    environment.say(ProgressLines.drain(drain));
    return drain;
  }

  /** Offsets are committed while their last ticks still wait for the scorer. */
  static void awaitLastScores(RunningService service, long count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (service.snapshot().ticks() < count) {
      await(service, deadline);
    }
  }

  private static void await(RunningService service, long deadline) {
    if (System.nanoTime() > deadline) {
      throw new HarnessException(
          service.plan().variant().name() + " got no further: " + service.snapshot());
    }
    Wait.forTime(POLL);
  }

  @Override
  public void close() {
    service.close();
  }
}
