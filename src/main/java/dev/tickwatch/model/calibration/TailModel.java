package dev.tickwatch.model.calibration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Upper tail of one statistic's distribution on normal ticks: empirical up to a high quantile,
 * generalised Pareto beyond it (peaks over threshold; Siffer et al., 2017, "Anomaly Detection in
 * Streams with Extreme Value Theory").
 *
 * <p>Immutable and thread-safe.
 */
public final class TailModel {

  /** Fewest values that a tail can be fitted on. */
  public static final int FEWEST_VALUES = 500;

  /** Largest score: beyond it a tail probability is not a double. */
  public static final double LARGEST_SCORE = 300;

  private static final double TAIL_SHARE = 0.02;
  private static final int FEWEST_EXCESSES = 50;
  private static final int FEWEST_EXCESSES_FITTED = 10;

  /** Log share of ticks beyond which they are no longer told apart into episodes. */
  private static final double MOST_IN_EPISODES = Math.log(0.1);

  /** Log shares that differ by less are the same. */
  private static final double ATOM = 0.1;

  private static final double LN_10 = Math.log(10);
  private static final int KNOTS = 64;
  private static final int QUIET_TICKS = 10;

  private final double[] knots;
  private final double[] logTails;
  private final GeneralizedPareto excess;

  /**
   * From stored parameters.
   *
   * @param knots values of the statistic, strictly ascending; the last is the threshold
   * @param logTails natural log of P(X >= knot), descending
   * @param excess distribution beyond the threshold
   * @throws IllegalArgumentException when they do not make a distribution
   */
  @JsonCreator
  public TailModel(
      @JsonProperty("knots") double[] knots,
      @JsonProperty("logTails") double[] logTails,
      @JsonProperty("excess") GeneralizedPareto excess) {
    if (knots == null
        || logTails == null
        || excess == null
        || knots.length == 0
        || knots.length != logTails.length) {
      throw new IllegalArgumentException("tail model lacks knots, tails or excess");
    }
    for (int i = 0; i < knots.length; i++) {
      boolean ordered = i == 0 || (knots[i] > knots[i - 1] && logTails[i] <= logTails[i - 1]);
      if (!ordered || !Double.isFinite(knots[i]) || !(logTails[i] <= 0)) {
        throw new IllegalArgumentException("tail model is not a distribution at knot " + i);
      }
    }
    this.knots = knots.clone();
    this.logTails = logTails.clone();
    this.excess = excess;
  }

  /**
   * Fits a tail.
   *
   * @param values of the statistic on normal, out-of-sample ticks; not changed
   * @throws IllegalArgumentException for fewer than {@value #FEWEST_VALUES} values, or a value that
   *     is not finite
   */
  public static TailModel fit(double[] values) {
    return fit(values, FEWEST_VALUES);
  }

  /**
   * The same, for values that are fewer by nature.
   *
   * @param fewest 20 or more
   */
  public static TailModel fit(double[] values, int fewest) {
    if (values.length < fewest) {
      throw new IllegalArgumentException(
          "calibration needs " + fewest + " scored ticks or more, not " + values.length);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[n - 1])) {
      throw new IllegalArgumentException("calibration met a value that is not finite");
    }
    int excesses = Math.min(n / 5, Math.max(FEWEST_EXCESSES, (int) (n * TAIL_SHARE)));
    double[] knots = new double[KNOTS];
    double[] logTails = new double[KNOTS];
    int used = 0;
    for (int i = 0; i < KNOTS; i++) {
      // Tail shares from 1 down to that of the threshold, evenly spaced in their logs.
      double share = Math.pow((double) excesses / n, (double) i / (KNOTS - 1));
      int index = Math.min(n - 1, Math.max(0, (int) Math.round(n * (1 - share))));
      double knot = sorted[index];
      if (used > 0 && knot <= knots[used - 1]) {
        continue;
      }
      knots[used] = knot;
      logTails[used] = Math.log((double) (n - firstAtLeast(sorted, knot)) / n);
      used++;
    }
    return ended(Arrays.copyOf(knots, used), Arrays.copyOf(logTails, used), sorted, n);
  }

  /**
   * A model whose last knot is followed by a generalised Pareto tail. An atom at the last knot (a
   * count that is nearly always zero) gets a knot of its own just behind it, at the share of values
   * that lie beyond it.
   *
   * @param sorted values whose excesses over the last knot make the tail
   * @param count of all ticks, for the share
   */
  private static TailModel ended(double[] knots, double[] logTails, double[] sorted, int count) {
    int last = knots.length - 1;
    int beyond = firstAtLeast(sorted, Math.nextUp(knots[last]));
    double[] excesses =
        Arrays.stream(sorted, beyond, sorted.length).map(value -> value - knots[last]).toArray();
    GeneralizedPareto excess =
        excesses.length >= FEWEST_EXCESSES_FITTED
            ? GeneralizedPareto.fit(excesses)
            : new GeneralizedPareto(0, Math.max(1, Arrays.stream(excesses).max().orElse(1)));
    double share = Math.log(Math.max(0.5, excesses.length) / count);
    if (share >= logTails[last] - ATOM) {
      return new TailModel(knots, logTails, excess);
    }
    double[] more = Arrays.copyOf(knots, knots.length + 1);
    double[] moreTails = Arrays.copyOf(logTails, knots.length + 1);
    more[last + 1] = knots[last] + 1e-6 * Math.max(1, Math.abs(knots[last]));
    moreTails[last + 1] = share;
    return new TailModel(more, moreTails, excess);
  }

  /**
   * Fits the rate at which episodes begin: P(X >= x) is then the expected number of episodes a tick
   * whose peak is x or more. An episode ends after {@value #QUIET_TICKS} values in a row below x
   * (runs declustering; Ferro and Segers, 2003, "Inference for clusters of extreme values"). Below
   * the level where episodes begin most often, the tail is drawn to the share of values.
   *
   * @param series values in the order of time, one array a symbol
   * @throws IllegalArgumentException as {@link #fit}
   */
  public static TailModel fitEpisodes(double[][] series) {
    TailModel single = fit(Arrays.stream(series).flatMapToDouble(Arrays::stream).toArray());
    int count = Arrays.stream(series).mapToInt(values -> values.length).sum();
    int last = single.knots.length - 1;
    double[] logTails = single.logTails.clone();
    double logClustering = 0;
    for (int i = last; i >= 0; i--) {
      double episodes = peaks(series, single.knots[i]).length;
      double logRate = Math.log(episodes / count);
      if (episodes == 0) { // a knot behind an atom beyond which nothing lies
        logTails[i] = single.logTails[i];
        continue;
      }
      boolean falling = i < last && logRate < logTails[i + 1];
      if (falling || single.logTails[i] > MOST_IN_EPISODES) {
        // So low that episodes flow together: the clustering found above it fades out.
        double share = logClustering == 0 ? 0 : single.logTails[i] / single.logTails[i + 1];
        logClustering *= share;
        double logTail = single.logTails[i] + logClustering;
        logTails[i] = i == last ? logTail : Math.max(logTails[i + 1], logTail);
      } else {
        logTails[i] = logRate;
        logClustering = logRate - single.logTails[i];
      }
    }
    double[] peaks = peaks(series, single.knots[last]);
    Arrays.sort(peaks);
    return ended(single.knots, logTails, peaks, count);
  }

  /** The peaks of the episodes above a level. */
  private static double[] peaks(double[][] series, double level) {
    DoubleStream.Builder peaks = DoubleStream.builder();
    for (double[] values : series) {
      double peak = Double.NaN;
      int quiet = 0;
      for (double value : values) {
        if (value >= level) {
          peak = Double.isNaN(peak) ? value : Math.max(peak, value);
          quiet = 0;
        } else if (!Double.isNaN(peak) && ++quiet == QUIET_TICKS) {
          peaks.add(peak);
          peak = Double.NaN;
        }
      }
      if (!Double.isNaN(peak)) {
        peaks.add(peak);
      }
    }
    return peaks.build().toArray();
  }

  /**
   * Index of the first value that is not smaller, or the number of values. Without branches that
   * depend on the data: no processor could guess them, and each tick has dozens of searches.
   */
  private static int firstAtLeast(double[] sorted, double value) {
    int low = 0;
    for (int length = sorted.length; length > 1; ) {
      int half = length >>> 1;
      low += sorted[low + half - 1] < value ? half : 0;
      length -= half;
    }
    return low < sorted.length && sorted[low] < value ? low + 1 : low;
  }

  /**
   * -log10 P(X >= x) on normal ticks: the score of a value.
   *
   * @return 0 to {@value #LARGEST_SCORE}; NaN counts as the largest
   */
  public double score(double x) {
    return Double.isNaN(x) ? LARGEST_SCORE : Math.min(LARGEST_SCORE, -logTail(x) / LN_10);
  }

  /**
   * A tail whose scores are higher by some decades beyond the last knot, and by a share of them
   * below it: common values stay common.
   *
   * @param decades 0 or more
   */
  public TailModel raised(double decades) {
    double last = logTails[logTails.length - 1];
    double most = decades * LN_10;
    return new TailModel(
        knots,
        Arrays.stream(logTails).map(log -> last == 0 ? log : log - most * log / last).toArray(),
        excess);
  }

  private double logTail(double x) {
    int last = knots.length - 1;
    if (x >= knots[last]) {
      return logTails[last] + excess.logTail(x - knots[last]);
    }
    int above = firstAtLeast(knots, x);
    if (Double.compare(knots[above], x) <= 0) { // equal; -0 is smaller than 0
      return logTails[above];
    }
    if (above == 0) {
      return 0;
    }
    double part = (x - knots[above - 1]) / (knots[above] - knots[above - 1]);
    return logTails[above - 1] + part * (logTails[above] - logTails[above - 1]);
  }

  /** Values of the statistic, ascending; a copy. */
  @JsonProperty("knots")
  public double[] knots() {
    return knots.clone();
  }

  /** Natural log of P(X >= knot); a copy. */
  @JsonProperty("logTails")
  public double[] logTails() {
    return logTails.clone();
  }

  /** Distribution beyond the last knot. */
  @JsonProperty("excess")
  public GeneralizedPareto excess() {
    return excess;
  }
}
