package dev.tickwatch.lab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Lets services drain their backlogs in turn. All run beside each other; at any time one of them is
 * at work and the others are stopped. So what is compared was measured within seconds, on JVMs that
 * were warm, and a machine that others use for a minute slows all of them down.
 */
final class DrainTrial {
  private final BenchEnvironment environment;
  private final BenchSettings.Pace pace;

  DrainTrial(BenchEnvironment environment, BenchSettings.Pace pace) {
    this.environment = environment;
    this.pace = pace;
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
    List<DrainingService> services = new ArrayList<>();
    try {
      for (int i = 0; i < variants.size(); i++) {
        DrainingService service =
            new DrainingService(environment, pace, variants.get(i), backlogs.get(i));
        services.add(service);
        service.warmUp();
      }
      // Not before: a stopped service keeps its place in the group for some minutes only.
      services.forEach(DrainingService::rest);
      List<DrainingService> turn = new ArrayList<>(services);
      for (int round = 1; round <= rounds; round++) {
        eachRound.accept(round);
        for (DrainingService service : turn) {
          service.takeTurn(round);
        }
        Collections.reverse(turn);
      }
      services.forEach(DrainingService::finish);
    } finally {
      services.forEach(DrainingService::close);
    }
    return services.stream().map(DrainingService::drain).toList();
  }
}
