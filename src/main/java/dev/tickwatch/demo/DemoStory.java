package dev.tickwatch.demo;

import dev.tickwatch.planting.AnomalyKind;
import dev.tickwatch.planting.PlantedAnomaly;
import dev.tickwatch.planting.Planter;
import dev.tickwatch.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the demonstration plays: the real ticks to train on, and the real ticks to replay, with a
 * few planted anomalies.
 *
 * @param training by symbol, before everything in {@code replay}
 * @param replay of all symbols, spread evenly, each symbol in order of event time
 * @param planted in order of their place in the replay
 */
record DemoStory(
    Map<String, List<Tick>> training, List<Tick> replay, List<PlantedAnomaly> planted) {

  private static final double TRAINING_SHARE = 0.4;

  /** Copies the collections. */
  DemoStory {
    training = Map.copyOf(training);
    replay = List.copyOf(replay);
    planted = List.copyOf(planted);
  }

  /** A kind of anomaly, where in its symbol's replay it goes, and how large. */
  private record Plan(AnomalyKind kind, double where, double size) {}

  private static final List<Plan> BITCOIN =
      List.of(
          new Plan(AnomalyKind.STRAY_PRINT, 0.04, 30),
          new Plan(AnomalyKind.FLASH_CRASH, 0.15, -60),
          new Plan(AnomalyKind.VOLATILITY_BURST, 0.32, 10),
          new Plan(AnomalyKind.DECIMAL_SHIFT, 0.50, 0),
          new Plan(AnomalyKind.LEVEL_SHIFT, 0.66, 40),
          new Plan(AnomalyKind.STRAY_PRINT, 0.85, -30));

  private static final List<Plan> APPLE = List.of(new Plan(AnomalyKind.STRAY_PRINT, 0.75, 15));

  /** The story on the artifact's prices: Bitcoin trades and Apple's daily closes. */
  static DemoStory ofArtifactPrices() {
    return of(
        Map.of(
            DemoPrices.BITCOIN, DemoPrices.bitcoinTrades(),
            DemoPrices.APPLE, DemoPrices.appleCloses()),
        Map.of(DemoPrices.BITCOIN, BITCOIN, DemoPrices.APPLE, APPLE));
  }

  private static DemoStory of(Map<String, List<Tick>> prices, Map<String, List<Plan>> plans) {
    Map<String, List<Tick>> training = new java.util.TreeMap<>();
    List<List<Tick>> replays = new ArrayList<>();
    List<PlantedAnomaly> planted = new ArrayList<>();
    for (String symbol : prices.keySet()) {
      List<Tick> ticks = prices.get(symbol);
      int split = (int) (ticks.size() * TRAINING_SHARE);
      training.put(symbol, ticks.subList(0, split));
      Planter planter = new Planter(ticks.subList(split, ticks.size()));
      for (Plan plan : plans.get(symbol)) {
        int first = (int) ((ticks.size() - split) * plan.where());
        planted.add(planter.plant(plan.kind(), first, plan.size()));
      }
      replays.add(planter.ticks());
    }
    return new DemoStory(training, interleaved(replays), planted);
  }

  /** A tick, and how far it is into its symbol's replay. */
  private record Placed(Tick tick, double where) {}

  private static List<Tick> interleaved(List<List<Tick>> replays) {
    return replays.stream()
        .flatMap(DemoStory::placed)
        .sorted(java.util.Comparator.comparingDouble(Placed::where))
        .map(Placed::tick)
        .toList();
  }

  private static Stream<Placed> placed(List<Tick> ticks) {
    return java.util.stream.IntStream.range(0, ticks.size())
        .mapToObj(i -> new Placed(ticks.get(i), i / (double) ticks.size()));
  }
}
