package dev.tickwatch.lab.evaluation;

import dev.tickwatch.market.tick.Tick;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The best of several variants, chosen on the training ticks: anomalies are injected in the end of
 * each training series, and the variant that catches most of them at 1 false alert in 500 is kept.
 */
final class BestContender implements Contender {
  private static final int MOST_TICKS = 12_000;
  private static final int FEWEST_OF_SERIES = 300;
  private static final double BUDGET = 500;
  private static final long SEED = 77;

  private final String name;
  private final List<Contender> variants;
  private Contender best;

  BestContender(String name, List<Contender> variants) {
    this.name = name;
    this.variants = List.copyOf(variants);
  }

  @Override
  public String name() {
    return best == null ? name : name + " (" + best.name() + ")";
  }

  /** The variants, for trials that choose otherwise. */
  List<Contender> variants() {
    return variants;
  }

  @Override
  public void fit(Map<String, List<Tick>> training) {
    Map<String, List<Tick>> sample = sample(training);
    InjectedSeries injected = InjectedSeries.in(sample, DetectionTrial.WARM_UP, SEED);
    DetectionMetrics metrics = new DetectionMetrics(DetectionTrial.WARM_UP, Map.of());
    double most = -1;
    for (Contender variant : variants) {
      variant.fit(training);
      double threshold = metrics.threshold(variant.score(sample), BUDGET);
      double caught =
          DetectionMetrics.caught(injected, variant.score(injected.ticks()), threshold)
              .values()
              .stream()
              .mapToDouble(DetectionMetrics.Caught::recall)
              .average()
              .orElse(0);
      if (caught > most) {
        most = caught;
        best = variant;
      }
    }
  }

  private static Map<String, List<Tick>> sample(Map<String, List<Tick>> training) {
    Map<String, List<Tick>> sample = new TreeMap<>();
    int room = MOST_TICKS;
    int each = Math.max(FEWEST_OF_SERIES, MOST_TICKS / training.size());
    for (Map.Entry<String, List<Tick>> entry : new TreeMap<>(training).entrySet()) {
      List<Tick> ticks = entry.getValue();
      int taken = Math.min(ticks.size(), each);
      if (room >= taken && taken >= FEWEST_OF_SERIES) {
        sample.put(entry.getKey(), ticks.subList(ticks.size() - taken, ticks.size()));
        room -= taken;
      }
    }
    return sample;
  }

  @Override
  public Map<String, double[]> score(Map<String, List<Tick>> ticks) {
    return best.score(ticks);
  }

  @Override
  public void close() {
    variants.forEach(Contender::close);
  }
}
