package dev.tickwatch.bench;

import dev.tickwatch.bench.Usage.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Lets services drain their backlogs in turn. All run beside each other; at any time one of them is
 * at work and the others are stopped. So what is compared was measured within seconds, on JVMs that
 * were warm, and a machine that others use for a minute slows all of them down.
 */
final class DrainTrial {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;

  /** A paused service has ended its last transaction by then. */
  private static final long COMMIT_MILLIS = 500;

  private final Workshop workshop;
  private final BenchSettings.Pace pace;

  DrainTrial(Workshop workshop, BenchSettings.Pace pace) {
    this.workshop = workshop;
    this.pace = pace;
  }

  /** A service, and what it did when its turn came. */
  private static final class Contender {
    final Backlog backlog;
    final RunningService service;
    final Moment started;
    final List<Usage> rounds = new ArrayList<>();
    Moment warm;
    boolean cold;
    boolean complete;

    Contender(Backlog backlog, RunningService service) {
      this.backlog = backlog;
      this.service = service;
      this.started = service.moment();
    }
  }

  /**
   * Drains with one variant and one backlog each.
   *
   * @param variants by place
   * @param backlogs by place
   * @param eachRound is told the number of each round before its turns
   * @return by place
   */
  List<Drain> run(
      List<Variant> variants, List<Backlog> backlogs, int rounds, IntConsumer eachRound) {
    List<Contender> contenders = new ArrayList<>();
    try {
      for (int i = 0; i < variants.size(); i++) {
        RunningService service = workshop.start(variants.get(i), backlogs.get(i).topic());
        Contender contender = new Contender(backlogs.get(i), service);
        contenders.add(contender);
        warmUp(contender);
        contender.warm = service.moment();
        service.pause();
      }
      sleep(COMMIT_MILLIS);
      contenders.forEach(contender -> contender.service.freeze());
      List<Contender> turn = new ArrayList<>(contenders);
      for (int round = 1; round <= rounds; round++) {
        eachRound.accept(round);
        for (Contender contender : turn) {
          takeTurn(contender, round);
        }
        Collections.reverse(turn);
      }
      contenders.forEach(this::finish);
    } finally {
      contenders.forEach(contender -> contender.service.close());
    }
    return contenders.stream().map(this::drain).toList();
  }

  /**
   * Until every symbol has its window, and the JVM its time to get used to scoring; of that not
   * beyond half the backlog, so that something is left to measure.
   */
  private void warmUp(Contender contender) {
    RunningService service = contender.service;
    workshop.say("warming up: " + service.plan().variant().name());
    int ticks = service.plan().variant().warmUpTicks(workshop.windowSteps());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long full = 0;
    while (true) {
      Map<Integer, Long> committed = service.committed();
      if (contender.backlog.isBehind(ticks, committed)) {
        full = full == 0 ? System.nanoTime() : full;
        boolean timeIsOver = System.nanoTime() - full >= pace.warmUp().toNanos();
        if (timeIsOver || Backlog.sum(committed) >= contender.backlog.count() / 2) {
          return;
        }
      }
      pause(service, deadline);
    }
  }

  private void takeTurn(Contender contender, int round) {
    if (contender.complete) {
      return;
    }
    RunningService service = contender.service;
    service.thaw();
    service.resume();
    sleep(pace.settle().toMillis());
    Moment from = service.moment();
    long count = contender.backlog.count();
    if (from.committed() < count) {
      add(contender, round, Usage.between(from, measure(contender, from)));
    } else if (contender.rounds.isEmpty()) {
      workshop.say(service.plan().variant().name() + " was through before it was warm");
      contender.cold = true;
      contender.complete = true;
      add(contender, round, Usage.between(contender.started, contender.warm));
    }
    service.pause();
    sleep(COMMIT_MILLIS);
    service.freeze();
  }

  private void add(Contender contender, int round, Usage usage) {
    contender.rounds.add(usage);
    Variant variant = contender.service.plan().variant();
    workshop.say(ProgressLines.turn(round, variant, contender.backlog, usage));
  }

  /**
   * For the time that was set, and on until there is something to divide by. A backlog that may be
   * drained before is looked at on the way; else nobody asks, as answers take time of the cores.
   */
  private Moment measure(Contender contender, Moment from) {
    RunningService service = contender.service;
    if (!pace.toTheEnd()) {
      sleep(pace.measured().toMillis());
    }
    long count = contender.backlog.count();
    long end = from.nanos() + pace.measured().toNanos();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long committed = Backlog.sum(service.committed());
    while (committed < count && (System.nanoTime() < end || committed == from.committed())) {
      pause(service, deadline);
      committed = Backlog.sum(service.committed());
    }
    contender.complete = committed == count;
    return service.moment();
  }

  private void finish(Contender contender) {
    RunningService service = contender.service;
    service.thaw();
    long count = contender.backlog.count();
    contender.complete = pace.toTheEnd() || Backlog.sum(service.committed()) == count;
    if (contender.complete) {
      service.resume();
      awaitLastScores(service, count);
    }
  }

  /** What it wrote, once it has been stopped. */
  private Drain drain(Contender contender) {
    RunningService service = contender.service;
    Variant variant = service.plan().variant();
    long committed = Backlog.sum(service.committed());
    ScoreCheck check = ScoreCheck.read(workshop.cluster(), service.plan().topics().scores());
    service.deleteTopics();
    Drain drain =
        new Drain(
            variant.name(),
            contender.backlog.symbols(),
            variant.batchSize(),
            contender.rounds,
            committed,
            check,
            contender.cold,
            contender.complete);
    workshop.say(ProgressLines.drain(drain));
    return drain;
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
    sleep(POLL_MILLIS);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
