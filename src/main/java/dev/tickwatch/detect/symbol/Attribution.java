package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.SymbolWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Which tests found the oldest pending tick of a symbol surprising, and what each of them saw. */
final class Attribution {
  private static final int MOST = 5;

  /** Tests with a smaller score say nothing; the largest is told all the same. */
  private static final double LEAST_SCORE = 1;

  /** From a standard deviation to the mean size of a normal move. */
  private static final double MEAN_ABS = Math.sqrt(2 / Math.PI);

  private static final double NONE = Double.NaN;

  private final ResidualHistory history;
  private final SymbolWindow window;
  private final ScoreBatch batch;
  private final int row;

  private Attribution(SymbolState state, ScoreBatch batch, int row) {
    this.history = state.residuals();
    this.window = state.window();
    this.batch = batch;
    this.row = row;
  }

  /**
   * The tests with the largest scores, largest first; one or more.
   *
   * @param scores of the tests, in their order
   * @param state with the tick still pending, and in its residuals unless it is late
   * @param row of the batch, with what the model made of the tick
   */
  static List<Contribution> of(double[] scores, SymbolState state, ScoreBatch batch, int row) {
    Attribution attribution = new Attribution(state, batch, row);
    SurpriseTest[] tests = SurpriseTest.values();
    List<Integer> byScore = new ArrayList<>();
    for (int i = 0; i < tests.length; i++) {
      byScore.add(i);
    }
    byScore.sort(Comparator.comparingDouble(i -> -scores[i]));
    List<Contribution> parts = new ArrayList<>(MOST);
    for (int i : byScore.subList(0, MOST)) {
      if (parts.isEmpty() || scores[i] >= LEAST_SCORE) {
        parts.add(attribution.contribution(tests[i], scores[i]));
      }
    }
    return List.copyOf(parts);
  }

  /** What a test made of the tick, but for its name and score. */
  private record Finding(int back, double residual, double expected, double seen) {}

  private Contribution contribution(SurpriseTest test, double score) {
    Finding found = finding(test);
    return new Contribution(
        test.code(),
        test.feature(),
        test.scale(),
        -found.back,
        score,
        found.residual,
        found.expected,
        found.seen);
  }

  private Finding finding(SurpriseTest test) {
    int scale = test.scale();
    double price = window.priceBack(0);
    return switch (test) {
      case TICK, PRICE -> new Finding(0, tickResidual(Features.LOG_RETURN), expectedPrice(), price);
      case JUMP -> new Finding(0, window.pendingMove(0), window.priceBack(1), price);
      case GAP -> new Finding(0, window.pendingMove(0), window.priceBack(1), price);
      case SHOCK ->
          new Finding(
              0,
              Math.copySign(Surprise.shock(window), window.pendingMove(0)),
              window.priceBack(1),
              price);
      case REVERSAL -> reversal();
      case DRIFT_2, DRIFT_4, DRIFT_8, DRIFT_15, DRIFT_30, DRIFT_60 -> drift(scale);
      case SWING_4, SWING_8 -> swing(scale / 2);
      case BURST_5, BURST_10, BURST_20 -> burst(scale, history.energy(scale));
      case QUIET_12 -> burst(scale, -history.energy(scale));
      case STUCK -> new Finding(0, history.still(), 0, unchangedTicks());
      case ZIGZAG_8 -> burst(scale, -history.neighbours(scale));
      case WICK -> wick();
      case VOLUME, VOLUME_3, VOLUME_6, VOLUME_12 ->
          volume(scale, history.volume(scale), history::sizeBack);
      case SURGE_3, SURGE_6, SURGE_12 -> volume(scale, history.surge(scale), history::surgeBack);
      case REPEATS -> {
        float repeats = window.pendingFeature(0, Features.REPEATS);
        yield new Finding(0, repeats, 0, repeats);
      }
      case WINDOW -> new Finding(oddestStep(), -batch.elbo[row], NONE, NONE);
    };
  }

  private double tickResidual(int feature) {
    return batch.tickResidual[row * Features.MODELLED + feature];
  }

  /** Most likely price of the tick if it moves. */
  private double expectedPrice() {
    return window.series().after(window.priceBack(1), batch.returnLocation[row]);
  }

  /** The stray print is the tick before. */
  private Finding reversal() {
    int before = Math.min(2, window.held());
    return new Finding(1, history.moveBack(1), window.priceBack(before), window.priceBack(1));
  }

  private Finding drift(int scale) {
    double sum = history.drift(scale);
    int back = most(scale, step -> Math.copySign(1, sum) * history.scoreBack(step));
    return new Finding(back, sum, window.priceBack(span(scale)), window.priceBack(0));
  }

  /** Expected is the price before it all, seen the one at the turn. */
  private Finding swing(int half) {
    double newer = history.drift(half);
    int back = most(2 * half, step -> Math.abs(history.scoreBack(step)));
    int turn = Math.min(half, window.held());
    return new Finding(
        back,
        Math.copySign(history.swing(half), newer),
        window.priceBack(span(2 * half)),
        window.priceBack(turn));
  }

  /** In sizes of a price's moves: the mean that volatility lets expect, and the one seen. */
  private Finding burst(int scale, double statistic) {
    SeriesKind series = window.series();
    int ticks = span(scale);
    double expected = 0;
    double seen = 0;
    for (int back = 0; back < ticks; back++) {
      double volatility = Math.exp(window.featureBack(back, Features.LOG_VOLATILITY));
      expected += MEAN_ABS * volatility * series.unitAt(window.priceBack(back + 1)) / ticks;
      seen += Math.abs(window.priceBack(back) - window.priceBack(back + 1)) / ticks;
    }
    return new Finding(most(scale, history::energyBack), statistic, expected, seen);
  }

  private int unchangedTicks() {
    int ticks = 0;
    while (ticks < window.held() && window.priceBack(ticks) == window.priceBack(ticks + 1)) {
      ticks++;
    }
    return ticks;
  }

  /** Expected is the close, seen the price that the bar touched farthest from it. */
  private Finding wick() {
    double wick = window.pendingFeature(0, Features.WICK);
    double close = window.priceBack(0);
    double before = window.priceBack(1);
    boolean down = window.pendingWickIsDown();
    double touched =
        down
            ? window.series().after(Math.min(before, close), -wick)
            : window.series().after(Math.max(before, close), wick);
    double statistic = wick / window.pendingVolatility(0);
    return new Finding(0, down ? -statistic : statistic, close, touched);
  }

  /** In units traded: the usual size before the span, and the mean size within it. */
  private Finding volume(int scale, double statistic, IntToDoubleFunction value) {
    int ticks = Math.min(span(scale), Math.max(1, window.held() - 1));
    double seen = 0;
    for (int back = 0; back < ticks; back++) {
      seen += window.sizeBack(back) / ticks;
    }
    double meanLog = 0;
    int older = Math.min(batch.shape().steps(), window.held() - ticks);
    for (int back = ticks; back < ticks + older; back++) {
      meanLog += Math.log(window.sizeBack(back)) / older;
    }
    double expected = older > 0 ? Math.exp(meanLog) : NONE;
    int back = scale == 1 ? 0 : most(scale, value);
    return new Finding(back, statistic, expected, seen);
  }

  /** The step that the decoder found least likely. */
  private int oddestStep() {
    int steps = batch.shape().steps();
    int oddest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int back = 0; back < steps; back++) {
      int at = row * Features.MODELLED * steps + steps - 1 - back;
      double likelihood = 0;
      for (int f = 0; f < Features.MODELLED; f++) {
        likelihood += batch.stepLogLikelihood[at + f * steps];
      }
      if (likelihood < least) {
        least = likelihood;
        oddest = back;
      }
    }
    return oddest;
  }

  /** Ticks of a scale that are held, with the one before them. */
  private int span(int scale) {
    return Math.min(scale, window.held());
  }

  /** The step back with the largest value. */
  private int most(int scale, IntToDoubleFunction value) {
    int best = 0;
    for (int back = 1; back < Math.min(scale, history.count()); back++) {
      if (value.applyAsDouble(back) > value.applyAsDouble(best)) {
        best = back;
      }
    }
    return best;
  }
}
