package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.statistic.NormalScore;
import dev.tickwatch.detect.statistic.Regime;
import dev.tickwatch.detect.statistic.TickStatistic;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.calibration.GeneralizedPareto;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.calibration.TailModel;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Fits the tail models of a trained model on ticks that it has not seen, through the code that
 * scores live ticks: first one a statistic, then one of their combination.
 */
public final class Calibrator {
  private static final int BATCH = 256;
  private static final int COUNT = TickStatistics.COUNT;

  /** A regime with fewer ticks is judged as all ticks are. */
  private static final int FEWEST_OF_REGIME = TailModel.FEWEST_VALUES;

  /** With fewer breaks, moves over them have no statistic of their own. */
  private static final int FEWEST_BREAKS = 100;

  /** Of the decades by which breaks are rarer than ticks, those that their statistic is given. */
  private static final double BREAKS_SHARE = 0.7;

  /** A tail that nothing is surprising by. */
  private static final TailModel NEVER =
      new TailModel(new double[] {1e9}, new double[] {0}, new GeneralizedPareto(0, 1));

  private Calibrator() {}

  /**
   * Fits a calibration, pooled over symbols.
   *
   * @param scorer the trained model
   * @param ticks by symbol, in order of event time
   * @param heldOut by symbol, ticks that the model was not trained on: their scores are used, the
   *     others only warm the window up; all of a symbol that is not there
   * @throws IllegalArgumentException when too few ticks could be scored; the message says how many
   */
  public static Calibration fit(
      WindowScorer scorer, Map<String, List<Tick>> ticks, Map<String, HeldOut> heldOut) {
    double degreesOfFreedom = scorer.manifest().degreesOfFreedom();
    Collector collector = new Collector(heldOut, new NormalScore(degreesOfFreedom));
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
    private final Map<String, HeldOut> heldOut;
    private final NormalScore normal;
    private final Map<String, List<Row>> rows = new TreeMap<>();
    private final IntervalResiduals intervals = new IntervalResiduals();

    private Collector(Map<String, HeldOut> heldOut, NormalScore normal) {
      this.heldOut = heldOut;
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
    public void scored(Tick tick, SymbolState state, ScoredWindow made) {
      double[] statistics = new double[COUNT];
      Detector.statistics(state, normal, made, statistics);
      Regime regime = Regime.of(state.window());
      int index = (int) state.window().pendingSequence(0) - 1;
      HeldOut held = heldOut.get(tick.symbol());
      int span = held == null ? 0 : held.spanOf(index);
      boolean unseen = span >= 0;
      if (unseen) {
        intervals.add(tick.symbol(), span, state.window(), made);
      }
      state.sizes().learn(state.window().pendingFeature(0, Features.LOG_SIZE));
      state.removePending();
      if (unseen) {
        rows.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>())
            .add(new Row(regime, statistics));
      }
    }

    private Calibration calibration() {
      int count = rows.values().stream().mapToInt(List::size).sum();
      if (count < TailModel.FEWEST_VALUES) {
        throw new IllegalArgumentException(
            "calibration needs " + TailModel.FEWEST_VALUES + " scored ticks or more, not " + count);
      }
      Map<String, Map<String, TailModel>> regimes = new TreeMap<>();
      Map<String, TailModel> all = tails(values(null), 0, Map.of());
      for (Regime regime : Regime.values()) {
        regimes.put(regime.code(), tails(values(regime), FEWEST_OF_REGIME, all));
      }
      StatisticCalibration calibration =
          new StatisticCalibration(new Calibration(regimes, null, null));
      double[][] combined =
          rows.values().stream()
              .map(symbol -> combined(symbol, calibration))
              .toArray(double[][]::new);
      return new Calibration(
          regimes,
          TailModel.fitEpisodes(combined),
          TailModel.fit(Arrays.stream(combined).flatMapToDouble(Arrays::stream).toArray()));
    }

    /** As a live symbol's ticks are, from its first on. */
    private static double[] combined(List<Row> symbol, StatisticCalibration calibration) {
      ExceedanceRates rates = new ExceedanceRates(COUNT);
      double[] pooled = new double[COUNT];
      double[] own = new double[COUNT];
      double[] combined = new double[symbol.size()];
      for (int i = 0; i < combined.length; i++) {
        Row row = symbol.get(i);
        Combination.scores(row.statistics, calibration.tails(row.regime), pooled);
        Combination.own(pooled, rates, own);
        combined[i] = Combination.combine(own);
        // What the combination is worth is yet to be found: its own rates move no statistic's.
        rates.learn(pooled, 0);
      }
      return combined;
    }

    /** Values of a statistic on the ticks at which it had enough to look at. */
    private static DoubleStream known(List<double[]> rows, int statistic) {
      return rows.stream()
          .mapToDouble(row -> row[statistic])
          .filter(v -> v != TickStatistic.INSUFFICIENT_HISTORY);
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
     * @param fewest values of a statistic for a tail of its own; with fewer it has the other
     */
    private static Map<String, TailModel> tails(
        List<List<double[]>> rows, int fewest, Map<String, TailModel> others) {
      Map<String, TailModel> tails = new TreeMap<>();
      for (int i = 0; i < COUNT; i++) {
        int index = i;
        TickStatistic statistic = TickStatistics.ALL.get(i);
        double[][] values =
            rows.stream().map(symbol -> known(symbol, index).toArray()).toArray(double[][]::new);
        int count = Arrays.stream(values).mapToInt(series -> series.length).sum();
        TailModel tail = count < fewest ? others.get(statistic.code()) : null;
        if (statistic.calibration() == TickStatistic.Calibration.BREAKS) {
          tail = others.getOrDefault(statistic.code(), ofBreaks(values, count, ticksOf(rows)));
        }
        tails.put(statistic.code(), tail == null ? TailModel.fitEpisodes(values) : tail);
      }
      return tails;
    }

    private static long ticksOf(List<List<double[]>> rows) {
      return rows.stream().mapToLong(List::size).sum();
    }

    /**
     * A tail of values that there are at breaks alone. Breaks are few: by the budget of ticks none
     * but the largest in years would alert, so they have more of it.
     */
    private static TailModel ofBreaks(double[][] values, int count, long ticks) {
      if (count < FEWEST_BREAKS) {
        return NEVER;
      }
      return TailModel.fit(
              Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray(), FEWEST_BREAKS)
          .raised(BREAKS_SHARE * Math.log10(ticks / (double) count));
    }
  }
}
