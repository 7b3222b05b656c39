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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Fits the tail models of a trained model on ticks that it has not seen, through the code that
 * scores live ticks: first one a test, then one of their combination.
 */
public final class Calibrator {
  private static final int BATCH = 256;
  private static final int TESTS = SurpriseTest.values().length;

  /** A regime with fewer ticks is judged as all ticks are. */
  private static final int FEWEST_OF_REGIME = TailModel.FEWEST_VALUES;

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
      double[] statistics = new double[TESTS];
      Detector.statistics(state, normal, batch, row, statistics);
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
      TestCalibration pooled = new TestCalibration(known);
      rows.replaceAll((symbol, own) -> standardised(own, pooled));
      Map<String, Map<String, TailModel>> regimes = new TreeMap<>();
      Map<String, TailModel> all = tails(values(null), 0, Map.of());
      for (Regime regime : Regime.values()) {
        regimes.put(regime.code(), tails(values(regime), FEWEST_OF_REGIME, all));
      }
      TestCalibration single = new TestCalibration(new Calibration(regimes, known.scales(), null));
      double[][] combined =
          rows.values().stream()
              .map(symbol -> symbol.stream().mapToDouble(row -> combined(row, single)).toArray())
              .toArray(double[][]::new);
      return new Calibration(regimes, known.scales(), TailModel.fitEpisodes(combined));
    }

    private static double combined(Row row, TestCalibration calibration) {
      double[] scores = new double[TESTS];
      Surprise.scores(row.statistics, calibration.tails(row.regime), scores);
      return Surprise.combine(scores);
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
        double location = asked(all, test).average().orElse(0);
        double deviation =
            asked(all, test).map(value -> Math.abs(value - location)).average().orElse(0);
        // A count that never was anything but zero is its own unit.
        scales.put(tests[i].code(), new Scale(location, deviation > 0 ? deviation : 1));
      }
      return scales;
    }

    /** A test's statistics on the ticks at which it had enough to look at. */
    private static DoubleStream asked(List<double[]> rows, int test) {
      return rows.stream().mapToDouble(row -> row[test]).filter(v -> v != Surprise.NOT_ASKED);
    }

    /** As a live symbol's statistics are, from its first tick on. */
    private static List<Row> standardised(List<Row> symbol, TestCalibration pooled) {
      TestScales scales = new TestScales();
      List<Row> standardised = new ArrayList<>(symbol.size());
      for (Row row : symbol) {
        double[] values = new double[TESTS];
        scales.standardise(row.statistics, pooled, values);
        standardised.add(new Row(row.regime, values));
        scales.learn(row.statistics, pooled);
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

    /**
     * @param fewest values of a test for a tail of its own; with fewer it has the other
     */
    private static Map<String, TailModel> tails(
        List<List<double[]>> rows, int fewest, Map<String, TailModel> others) {
      Map<String, TailModel> tails = new TreeMap<>();
      SurpriseTest[] tests = SurpriseTest.values();
      for (int i = 0; i < tests.length; i++) {
        int test = i;
        double[][] values =
            rows.stream().map(symbol -> asked(symbol, test).toArray()).toArray(double[][]::new);
        String code = tests[i].code();
        int count = Arrays.stream(values).mapToInt(series -> series.length).sum();
        tails.put(code, count < fewest ? others.get(code) : TailModel.fitEpisodes(values));
      }
      return tails;
    }
  }
}
