package dev.tickwatch.detection;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.calibration.Scale;
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

  /** A regime with fewer ticks is judged as all ticks are. */
  private static final int FEWEST_OF_REGIME = TailModel.FEWEST_VALUES;

  /** Tests that look back on more ticks are the same in all regimes. */
  private static final int LONGEST_OF_REGIME = 2;

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
    double degreesOfFreedom = scorer.manifest().degreesOfFreedom();
    Collector collector = new Collector(from, new NormalScore(degreesOfFreedom));
    OfflineScoring scoring = new OfflineScoring(scorer, BATCH, collector);
    new TreeMap<>(ticks).values().forEach(symbol -> symbol.forEach(scoring::accept));
    scoring.flush();
    return collector.calibration().withIntervals(collector.intervals.fit(degreesOfFreedom));
  }

  /** The statistics of one scored tick. */
  private static final class Row {
    private final Regime regime;
    private final double[] statistics;

    private Row(Regime regime, double[] statistics) {
      this.regime = regime;
      this.statistics = statistics;
    }
  }

  private static final class Collector implements OfflineScoring.Handler {
    private final Map<String, Instant> from;
    private final NormalScore normal;
    private final Map<String, List<Row>> rows = new TreeMap<>();
    private final IntervalResiduals intervals = new IntervalResiduals();

    private Collector(Map<String, Instant> from, NormalScore normal) {
      this.from = from;
      this.normal = normal;
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
      double[] statistics = Detector.statistics(state, normal, batch, row);
      Regime regime = Regime.of(state.window());
      Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
      boolean unseen = !time.isBefore(from.getOrDefault(tick.symbol(), Instant.MIN));
      if (unseen) {
        intervals.add(tick.symbol(), state.window(), batch, row);
      }
      state.window().removePending();
      if (unseen) {
        rows.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>())
            .add(new Row(regime, statistics));
      }
    }

    private Calibration calibration() {
      Calibration known = new Calibration(Map.of(), scales(), null);
      rows.replaceAll((symbol, own) -> standardised(own, known));
      Map<String, Map<String, TailModel>> regimes = new TreeMap<>();
      Map<String, TailModel> all = tails(values(null), SurpriseTest.LONGEST);
      for (Regime regime : Regime.values()) {
        List<List<double[]>> own = values(regime);
        Map<String, TailModel> tests = new TreeMap<>(all);
        if (own.stream().mapToInt(List::size).sum() >= FEWEST_OF_REGIME) {
          tests.putAll(tails(own, LONGEST_OF_REGIME));
        }
        regimes.put(regime.code(), tests);
      }
      Calibration single = new Calibration(regimes, known.scales(), null);
      double[][] combined =
          rows.values().stream()
              .map(
                  symbol ->
                      symbol.stream()
                          .mapToDouble(
                              row ->
                                  Surprise.combine(
                                      Surprise.scores(row.statistics, row.regime, single)))
                          .toArray())
              .toArray(double[][]::new);
      return new Calibration(regimes, known.scales(), TailModel.fitEpisodes(combined));
    }

    /** Over all symbols, each tick alike. */
    private Map<String, Scale> scales() {
      List<double[]> all = values(null).stream().flatMap(List::stream).toList();
      if (all.size() < TailModel.FEWEST_VALUES) {
        throw new IllegalArgumentException(
            "calibration needs "
                + TailModel.FEWEST_VALUES
                + " scored ticks or more, not "
                + all.size());
      }
      Map<String, Scale> scales = new TreeMap<>();
      SurpriseTest[] tests = SurpriseTest.values();
      for (int i = 0; i < tests.length; i++) {
        int test = i;
        double location = all.stream().mapToDouble(row -> row[test]).average().orElseThrow();
        double deviation =
            all.stream().mapToDouble(row -> Math.abs(row[test] - location)).average().orElseThrow();
        // A count that never was anything but zero is its own unit.
        scales.put(tests[i].code(), new Scale(location, deviation > 0 ? deviation : 1));
      }
      return scales;
    }

    /** As a live symbol's statistics are, from its first tick on. */
    private static List<Row> standardised(List<Row> symbol, Calibration known) {
      TestScales scales = new TestScales();
      List<Row> standardised = new ArrayList<>(symbol.size());
      for (Row row : symbol) {
        standardised.add(new Row(row.regime, scales.standardised(row.statistics, known)));
        scales.learn(row.statistics, known);
      }
      return standardised;
    }

    /** Statistics of a regime by symbol, in order; null for all regimes. */
    private List<List<double[]>> values(Regime regime) {
      return rows.values().stream()
          .map(
              symbol ->
                  symbol.stream()
                      .filter(row -> regime == null || row.regime == regime)
                      .map(row -> row.statistics)
                      .toList())
          .toList();
    }

    /** Tails of the tests that look back on at most so many ticks. */
    private static Map<String, TailModel> tails(List<List<double[]>> rows, int longest) {
      Map<String, TailModel> tails = new TreeMap<>();
      SurpriseTest[] tests = SurpriseTest.values();
      for (int i = 0; i < tests.length; i++) {
        int test = i;
        if (tests[i].scale() <= longest) {
          double[][] values =
              rows.stream()
                  .map(symbol -> symbol.stream().mapToDouble(row -> row[test]).toArray())
                  .toArray(double[][]::new);
          tails.put(tests[i].code(), TailModel.fitEpisodes(values));
        }
      }
      return tails;
    }
  }
}
