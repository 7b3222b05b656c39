package dev.tickwatch.lab.evaluation;

import dev.tickwatch.lab.injection.AnomalyKind;
import dev.tickwatch.lab.injection.InjectedAnomaly;
import dev.tickwatch.lab.injection.Injector;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Series with anomalies injected all over them, far enough apart that one is over before the next
 * begins. Kinds take turns in a shuffled order; sizes are drawn evenly from a range a kind.
 *
 * @param ticks by symbol
 * @param anomalies by symbol, in order
 */
record InjectedSeries(Map<String, List<Tick>> ticks, Map<String, List<InjectedAnomaly>> anomalies) {
  private static final int APART = 400;
  private static final int JITTER = 100;

  /** Ticks of the longest anomaly, and room for its alert. */
  private static final int LONGEST = 40;

  /**
   * Injects them.
   *
   * @param clean by symbol
   * @param from no anomaly begins before this tick of a series
   * @param seed another seed, other places and sizes
   */
  static InjectedSeries in(Map<String, List<Tick>> clean, int from, long seed) {
    Map<String, List<Tick>> ticks = new TreeMap<>();
    Map<String, List<InjectedAnomaly>> anomalies = new TreeMap<>();
    Random random = new Random(seed);
    List<AnomalyKind> turns = new ArrayList<>();
    new TreeMap<>(clean)
        .forEach(
            (symbol, list) -> {
              Injector injector = new Injector(list);
              int room = list.size() - LONGEST - from;
              int at = from + random.nextInt(Math.max(1, Math.min(APART, room)));
              while (at + LONGEST <= list.size()) {
                if (turns.isEmpty()) {
                  turns.addAll(Arrays.asList(AnomalyKind.values()));
                  Collections.shuffle(turns, random);
                }
                AnomalyKind kind = turns.remove(turns.size() - 1);
                injector.inject(kind, at, size(kind, random));
                at += APART + random.nextInt(JITTER);
              }
              ticks.put(symbol, injector.ticks());
              anomalies.put(symbol, injector.injected());
            });
    return new InjectedSeries(ticks, anomalies);
  }

  /** In the unit of the kind, see {@link AnomalyKind}. */
  private static double size(AnomalyKind kind, Random random) {
    int sign = random.nextBoolean() ? 1 : -1;
    return switch (kind) {
      case STRAY_PRINT, LEVEL_SHIFT -> sign * between(random, 6, 15);
      case VOLATILITY_BURST -> between(random, 3, 6);
      case FLASH_CRASH -> -between(random, 8, 20);
      case VOLUME_SURGE -> between(random, 4, 15);
      case SLOW_DRIFT -> sign * between(random, 0.6, 1.2);
      case ZIGZAG -> sign * between(random, 3, 6);
      case DECIMAL_SHIFT -> sign;
      case STUCK_PRICE, DUPLICATE_BURST -> 1;
    };
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
