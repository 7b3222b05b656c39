package dev.tickwatch.bench;

import dev.tickwatch.bench.Usage.Moment;
import java.time.Duration;
import java.util.Map;

/** Lets a service drain a backlog, and measures it once it is warm. */
final class DrainTrial {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;

  private final Workshop workshop;
  private final BenchSettings.Pace pace;

  DrainTrial(Workshop workshop, BenchSettings.Pace pace) {
    this.workshop = workshop;
    this.pace = pace;
  }

  Drain run(Variant variant, Backlog backlog, int round) {
    RunningService service = workshop.start(variant, backlog.topic());
    Usage usage;
    boolean complete;
    try (service) {
      Moment started = service.moment();
      Moment from = warmUp(service, backlog);
      if (from.committed() == backlog.count()) {
        workshop.say(variant.name() + " drained it all before it was warm: all of it is measured");
        from = started;
      }
      Moment to = measure(service, backlog, from);
      usage = Usage.between(from, to);
      complete = to.committed() == backlog.count() || pace.toTheEnd();
      if (complete) {
        awaitLastScores(service, backlog.count());
      }
    }
    long committed = Backlog.sum(service.committed());
    ScoreCheck check = ScoreCheck.read(workshop.cluster(), service.plan().topics().scores());
    service.deleteTopics();
    return new Drain(
        variant.name(),
        backlog.symbols(),
        round,
        variant.batchSize(),
        usage,
        committed,
        check,
        complete);
  }

  /**
   * Until every symbol has its window, and the JVM its time to get used to scoring; of that not
   * beyond half the backlog, so that something is left to measure.
   */
  private Moment warmUp(RunningService service, Backlog backlog) {
    int ticks = service.plan().variant().warmUpTicks(workshop.windowSteps());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long full = 0;
    while (true) {
      Map<Integer, Long> committed = service.committed();
      if (backlog.isBehind(ticks, committed)) {
        full = full == 0 ? System.nanoTime() : full;
        boolean timeIsOver = System.nanoTime() - full >= pace.warmUp().toNanos();
        if (timeIsOver || Backlog.sum(committed) >= backlog.count() / 2) {
          return service.moment();
        }
      }
      pause(service, deadline);
    }
  }

  /** For the time that was set, and on until there is something to divide by. */
  private Moment measure(RunningService service, Backlog backlog, Moment from) {
    long end = from.nanos() + pace.measured().toNanos();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long committed = from.committed();
    while (committed < backlog.count()
        && (System.nanoTime() < end || committed == from.committed())) {
      pause(service, deadline);
      committed = Backlog.sum(service.committed());
    }
    return service.moment();
  }

  /** Offsets are committed while their last ticks still wait for the scorer. */
  static void awaitLastScores(RunningService service, long count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (service.snapshot().ticks() < count) {
      pause(service, deadline);
    }
  }

  private static void pause(RunningService service, long deadline) {
    if (System.nanoTime() > deadline) {
      throw new BenchException(
          service.plan().variant().name() + " got no further: " + service.snapshot());
    }
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
