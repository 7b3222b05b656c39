package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.bench.BenchResults.Fed;
import dev.tickwatch.lab.bench.BenchResults.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Feeds services at fixed rates and times each score. They take turns, and all but one are stopped.
 * Rates are shares of what a service that is the same drains in a turn of the same round: what a
 * noisy machine gives changes within minutes.
 */
final class LatencyTrial {
  private static final int MOST_TAKES = 3;

  private final BenchEnvironment environment;
  private final BenchSettings.Pace pace;

  LatencyTrial(BenchEnvironment environment, BenchSettings.Pace pace) {
    this.environment = environment;
    this.pace = pace;
  }

  /**
   * A service beside Tickwatch with default settings, which is fed at the first load.
   *
   * @param share of what that one drains, that this one drains
   */
  record Other(Variant variant, int symbols, double share) {}

  /** Tickwatch with default settings at every load, and others at the first. */
  Latencies run(Machine machine, int rounds, int symbols, List<Other> others) {
    Backlog backlog = environment.fill(symbols, pace.backlog(), List.of(Variant.TICKWATCH));
    try (DrainingService draining =
        new DrainingService(environment, pace, Variant.TICKWATCH, backlog)) {
      draining.warmUp();
      draining.takeTurn(0);
      draining.standBy();
      List<LatencyStep> steps = new ArrayList<>();
      List<Fed> beside = others.stream().map(LatencyTrial::nothingOf).toList();
      feed(rounds, symbols, others, draining, steps, beside);
      draining.finish();
      draining.close();
      return new Latencies(machine, symbols, draining.drain(), steps, beside);
    } finally {
      environment.client().delete(List.of(backlog.topic()));
    }
  }

  private static Fed nothingOf(Other other) {
    return new Fed(other.variant().name(), other.symbols(), new ArrayList<>());
  }

  private void feed(
      int rounds,
      int symbols,
      List<Other> others,
      DrainingService draining,
      List<LatencyStep> steps,
      List<Fed> beside) {
    List<FedService> fed = new ArrayList<>();
    try {
      double sustained = draining.latestTicksPerSecond();
      double first = pace.loads().get(0);
      long drained = (long) (sustained * pace.warmUp().toMillis() / 1e3);
      FedService main =
          new FedService(environment, Variant.TICKWATCH, symbols, drained, pace.steady());
      fed.add(main);
      main.warmUp(first * sustained, pace.warmUp());
      for (Other other : others) {
        FedService one =
            new FedService(environment, other.variant(), other.symbols(), 0, pace.steady());
        fed.add(one);
        one.warmUp(first * other.share() * sustained, pace.warmUp());
      }
      // Not before: a stopped service keeps its place in the group for some minutes only.
      draining.rest();
      fed.forEach(FedService::rest);
      for (int round = 1; round <= rounds; round++) {
        draining.takeTurn(round);
        if (draining.isThrough()) {
          environment.say("no further round: there is no rate to take shares of");
          return;
        }
        double now = draining.latestTicksPerSecond();
        main.wake(first * now);
        for (double load : pace.loads()) {
          int turn = round;
          steps.addAll(takes(() -> told(main, main.feed(turn, load, load * now))));
        }
        main.rest();
        for (int i = 0; i < others.size(); i++) {
          FedService one = fed.get(i + 1);
          double rate = first * others.get(i).share() * now;
          one.wake(rate);
          int turn = round;
          beside.get(i).steps().addAll(takes(() -> told(one, one.feed(turn, first, rate))));
          one.rest();
        }
      }
    } finally {
      fed.forEach(FedService::close);
    }
  }

  /**
   * A turn, again and again while the host disturbs it, at most {@value #MOST_TAKES} times.
   *
   * @return every take; {@link LatencyStep#counted} tells which counts
   */
  static List<LatencyStep> takes(Supplier<LatencyStep> turn) {
    List<LatencyStep> takes = new ArrayList<>();
    do {
      takes.add(turn.get());
    } while (takes.get(takes.size() - 1).isDisturbed() && takes.size() < MOST_TAKES);
    return takes;
  }

  private LatencyStep told(FedService service, LatencyStep step) {
    environment.say(ProgressLines.latency(service.variant(), service.symbols(), step));
    return step;
  }
}
