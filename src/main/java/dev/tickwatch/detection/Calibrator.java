package dev.tickwatch.detection;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.calibration.TailModel;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits the tail models of a trained model on ticks that it has not seen, through the code that
 * scores live ticks: first one a test, then one of their combination.
 */
public final class Calibrator {
  private static final int BATCH = 256;

  private Calibrator() {}

  /**
   * Fits a calibration, pooled over symbols.
   *
   * @param scorer the trained model
   * @param ticks by symbol, in order of event time
   * @param from by symbol: ticks before it only warm the window up; scores from it on are used
   * @throws IllegalArgumentException when too few ticks could be scored; the message says how many
   */
  public static Calibration fit(
      WindowScorer scorer, Map<String, List<Tick>> ticks, Map<String, Instant> from) {
    Collector collector = new Collector(from);
    OfflineScoring scoring = new OfflineScoring(scorer, BATCH, collector);
    new TreeMap<>(ticks).values().forEach(symbol -> symbol.forEach(scoring::accept));
    scoring.flush();
    return collector.calibration();
  }

  private static final class Collector implements OfflineScoring.Handler {
    private final Map<String, Instant> from;
    private final List<double[]> rows = new ArrayList<>();

    private Collector(Map<String, Instant> from) {
      this.from = from;
    }

    @Override
    public void warmingUp(Tick tick, SymbolState state, boolean late) {
      // Nothing to learn yet.
    }

    @Override
    public void tooLate(Tick tick) {
      throw new IllegalArgumentException("ticks of " + tick.symbol() + " are not in order of time");
    }

    @Override
    public void scored(Tick tick, SymbolState state, ScoreBatch batch, int row) {
      double[] statistics = Detector.statistics(state, batch, row);
      state.window().removePending();
      Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
      if (!time.isBefore(from.getOrDefault(tick.symbol(), Instant.MIN))) {
        rows.add(statistics);
      }
    }

    private Calibration calibration() {
      Map<String, TailModel> tests = new TreeMap<>();
      SurpriseTest[] all = SurpriseTest.values();
      for (int i = 0; i < all.length; i++) {
        int test = i;
        double[] values = rows.stream().mapToDouble(row -> row[test]).toArray();
        tests.put(all[i].code(), TailModel.fit(values));
      }
      Calibration single = new Calibration(tests, null);
      double[] combined =
          rows.stream()
              .mapToDouble(row -> Surprise.combine(Surprise.scores(row, single)))
              .toArray();
      return new Calibration(tests, TailModel.fit(combined));
    }
  }
}
