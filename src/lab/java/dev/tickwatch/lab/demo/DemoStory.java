package dev.tickwatch.lab.demo;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import dev.tickwatch.lab.injection.Injector;
import dev.tickwatch.market.tick.Tick;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration plays: the real ticks to train on, and the real ticks to replay, with a
 * few injected anomalies.
 *
 * @param training by symbol, before everything in {@code replay}
 * @param replay in order of event time
 * @param injected in order of their place in the replay
 */
record DemoStory(
    Map<String, List<Tick>> training, List<Tick> replay, List<InjectedAnomaly> injected) {

  private static final double TRAINING_SHARE = 0.4;

  /** Copies the collections. */
  DemoStory {
    training = Map.copyOf(training);
    replay = List.copyOf(replay);
    injected = List.copyOf(injected);
  }

  /** A kind of anomaly, where in its symbol's replay it goes, and how large. */
  private record Plan(AnomalyKind kind, double where, double size) {}

  /**
   * Large, as a demonstration's should be: in these trades the price bounces by ten volatilities
   * once in fifty ticks.
   */
  private static final List<Plan> BITCOIN =
      List.of(
          new Plan(AnomalyKind.STRAY_PRINT, 0.04, 150),
          new Plan(AnomalyKind.FLASH_CRASH, 0.15, -240),
          new Plan(AnomalyKind.VOLATILITY_BURST, 0.32, 30),
          new Plan(AnomalyKind.DECIMAL_SHIFT, 0.50, 0),
          new Plan(AnomalyKind.LEVEL_SHIFT, 0.66, 150),
          new Plan(AnomalyKind.STRAY_PRINT, 0.85, -150));

  /** The story on the artifact's trades of Bitcoin. */
  static DemoStory ofArtifactPrices() {
    List<Tick> ticks = DemoPrices.bitcoinTrades();
    int split = (int) (ticks.size() * TRAINING_SHARE);
    List<Tick> rest = ticks.subList(split, ticks.size());
    Injector injector = new Injector(rest);
    for (Plan plan : BITCOIN) {
      injector.inject(plan.kind(), (int) (rest.size() * plan.where()), plan.size());
    }
    return new DemoStory(
        Map.of(DemoPrices.BITCOIN, ticks.subList(0, split)), injector.ticks(), injector.injected());
  }
}
