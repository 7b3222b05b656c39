package dev.tickwatch.detect.symbol;

import dev.tickwatch.state.Fields;
import java.util.Arrays;

/**
 * How often one symbol's scores, or a market's, pass fixed levels: by test, and of the tests'
 * combination.
 *
 * <p>A statistic keeps the axis on which its tail was fitted over all symbols. What a symbol's own
 * past may change is what a place on that axis is worth: a level that its episodes pass more often
 * than the pooled calibration says is read as that rate. It is lowered only as far as the evidence
 * proves: of the episodes counted, as many as real anomalies may explain and the standard error of
 * the rest are taken off, and the pooled rate counts as {@value #PRIOR_TICKS} ticks. So a symbol
 * like those that were trained on is judged as they are, a few anomalies hide nothing, and a symbol
 * unlike them comes down to its budget. Nothing raises a score. Mutable; not thread-safe.
 *
 * <p>An episode of a series begins when it passes the lowest level, and ends {@value #QUIET_TICKS}
 * ticks after it last did; it counts once at each level that it passes, and again when it lasts for
 * {@value #AGAIN_TICKS} ticks. Counts are halved when they are of {@value #MEMORY} ticks.
 */
public final class ExceedanceRates {

  /** Levels, as -log10 of the pooled rate of episodes a tick. */
  private static final double[] LEVELS = {2, 3, 4.5, 7, 11};

  private static final double[] RATES =
      Arrays.stream(LEVELS).map(level -> Math.pow(10, -level)).toArray();

  private static final double PRIOR_TICKS = 2_000;
  private static final int MEMORY = 12_000;
  private static final int QUIET_TICKS = 10;
  private static final int AGAIN_TICKS = 30;

  /** Episodes a tick that real anomalies may explain: of one test, and of all together. */
  private static final double ANOMALIES_OF_TEST = 0.0006;

  private static final double ANOMALIES = 0.00125;

  /** Standard errors of a count that are taken off it. */
  private static final double DOUBTS_OF_TEST = 1;

  private static final double DOUBTS = 2;

  /** Beyond the highest level a score rises at least so fast, as it does on the pooled axis. */
  private static final double LEAST_SLOPE = 0.15;

  /** Of a regime that is accepted: as often as this a tick. */
  private static final double ACCEPTED_RATE = 0.05;

  /** Pooled scores below it have the same worth for every symbol. */
  static final double LEAST_LEVEL = 1;

  private final int tests;
  private int ticks;

  /** Episodes by series and level. */
  private final short[] counts;

  /** Levels that the open episode of a series has passed; 0 where none is open. */
  private final byte[] passed;

  /** Ticks since the open episode was counted. */
  private final byte[] lasted;

  private final byte[] quiet;

  /** What the levels are worth to a series; of the call. */
  private final double[] own = new double[LEVELS.length];

  /**
   * Nothing seen yet.
   *
   * @param tests their number; the series of their combination comes behind theirs
   */
  public ExceedanceRates(int tests) {
    this.tests = tests;
    counts = new short[(tests + 1) * LEVELS.length];
    passed = new byte[tests + 1];
    lasted = new byte[tests + 1];
    quiet = new byte[tests + 1];
  }

  /** Visits all that is remembered. */
  public void visit(Fields fields) {
    ticks = fields.int32(ticks);
    fields.int16s(counts);
    fields.int8s(passed);
    fields.int8s(lasted);
    fields.int8s(quiet);
    for (byte levels : passed) {
      if (levels < 0 || levels > LEVELS.length) {
        throw new IllegalArgumentException("an episode past " + levels + " levels is damaged");
      }
    }
  }

  /** Ticks learnt from, old ones halved. */
  int ticks() {
    return ticks;
  }

  /**
   * What a test's score is worth to this symbol.
   *
   * @param series the test's number, or the number of tests for their combination
   * @param pooled -log10 of the rate of episodes a tick, over all symbols
   * @return at most {@code pooled}; the order of scores is kept
   */
  public double own(int series, double pooled) {
    if (pooled <= LEAST_LEVEL || isAsPooled(series)) {
      return pooled;
    }
    double evidence = 0;
    for (int k = LEVELS.length - 1; k >= 0; k--) {
      evidence = Math.max(evidence, evidence(series, k));
      double rate = (evidence + PRIOR_TICKS * RATES[k]) / (ticks + PRIOR_TICKS);
      own[k] = Math.min(LEVELS[k], -Math.log10(rate));
    }
    double level = 0;
    double worth = 0;
    double slope = 1;
    for (int k = 0; k < LEVELS.length; k++) {
      double next = Math.min(worth + LEVELS[k] - level, Math.max(worth, own[k]));
      if (pooled <= LEVELS[k]) {
        return Math.min(next, worth + pooled - level);
      }
      slope = (next - worth) / (LEVELS[k] - level);
      level = LEVELS[k];
      worth = next;
    }
    return worth + (pooled - level) * Math.max(LEAST_SLOPE, slope);
  }

  /** Most series are, and that is soon told. */
  private boolean isAsPooled(int series) {
    double excused = series == tests ? ANOMALIES : ANOMALIES_OF_TEST;
    for (int k = 0; k < LEVELS.length; k++) {
      if (counts[series * LEVELS.length + k] > (excused + RATES[k]) * ticks) {
        return false;
      }
    }
    return true;
  }

  /** Episodes at a level that nothing but the symbol itself explains. */
  private double evidence(int series, int level) {
    double count = counts[series * LEVELS.length + level];
    return series == tests
        ? count - ANOMALIES * ticks - DOUBTS * Math.sqrt(count)
        : count - ANOMALIES_OF_TEST * ticks - DOUBTS_OF_TEST * Math.sqrt(count);
  }

  /**
   * Learns from a tick.
   *
   * @param scores pooled scores of the tests
   * @param combined that of their combination
   */
  public void learn(double[] scores, double combined) {
    for (int i = 0; i < tests; i++) {
      learn(i, scores[i]);
    }
    learn(tests, combined);
    if (++ticks >= MEMORY) {
      ticks /= 2;
      for (int i = 0; i < counts.length; i++) {
        counts[i] = (short) (counts[i] / 2);
      }
    }
  }

  private void learn(int series, double pooled) {
    if (pooled < LEVELS[0]) {
      if (passed[series] > 0 && ++quiet[series] >= QUIET_TICKS) {
        passed[series] = 0;
      }
      return;
    }
    int levels = 1;
    while (levels < LEVELS.length && pooled >= LEVELS[levels]) {
      levels++;
    }
    quiet[series] = 0;
    if (passed[series] == 0 || ++lasted[series] >= AGAIN_TICKS) {
      passed[series] = 0;
      lasted[series] = 0;
    }
    for (int k = passed[series]; k < levels; k++) {
      counts[series * LEVELS.length + k]++;
    }
    passed[series] = (byte) Math.max(passed[series], levels);
  }

  /** What the open episodes are about is normal from now on. */
  public void accept() {
    short often = (short) Math.ceil(ACCEPTED_RATE * (ticks + PRIOR_TICKS));
    for (int i = 0; i <= tests; i++) {
      // The next level too: scores between the two are meant.
      int levels = passed[i] == 0 ? 0 : Math.min(LEVELS.length, passed[i] + 1);
      for (int k = 0; k < levels; k++) {
        int at = i * LEVELS.length + k;
        counts[at] = (short) Math.max(counts[at], often);
      }
    }
  }
}
