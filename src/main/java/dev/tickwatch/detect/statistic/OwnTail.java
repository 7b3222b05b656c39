package dev.tickwatch.detect.statistic;

import dev.tickwatch.state.Fields;

/**
 * Upper tail of one statistic over a series' own past, learnt online: of n values the k-th largest
 * is exceeded by the next with probability k / (n + 1), whatever their distribution; beyond it the
 * tail is taken to fall as a Pareto tail of index {@value #INDEX}, as that of normal values does
 * near their 1 in 1,000. Old values fade.
 *
 * <p>Every value is learnt, the anomalous ones too: what was seen {@value #LARGEST} times is no
 * longer news, and only what lies further out still is. Mutable; not thread-safe.
 */
final class OwnTail {
  /** k: one value may be a stray one, so may be two. */
  private static final int LARGEST = 3;

  private static final double INDEX = 10;

  /** Ticks that a tail looks back on. */
  private static final double MEMORY = 10_000;

  /** A value that shrinks so gets the tail probability that fading evidence lends it. */
  private static final double KEPT = 1 - 1 / (INDEX * MEMORY);

  /** Fewer values have no tail. */
  private static final int FEWEST = 60;

  /** Decades beyond the k-th largest value, at most. */
  private static final double MOST_BEYOND = 6;

  private int values;

  /** Largest first. */
  private final float[] largest = new float[LARGEST];

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    values = fields.int32(values);
    fields.float32s(largest);
  }

  /**
   * -log10 of the probability of a value as large or larger.
   *
   * @param value 0 or more
   * @return 0 or more; 0 while too few values are known
   */
  double score(double value) {
    if (values < FEWEST || !(value > 0)) {
      return 0;
    }
    double rank = Math.log10((values + 1.0) / LARGEST);
    double beyond = INDEX * Math.log10(value / largest[LARGEST - 1]);
    return Math.max(0, rank + Math.min(MOST_BEYOND, beyond));
  }

  /** Learns from a value of 0 or more. */
  void learn(double value) {
    values = (int) Math.min(MEMORY, values + 1);
    for (int i = 0; i < LARGEST; i++) {
      largest[i] *= (float) KEPT;
    }
    if (value > largest[LARGEST - 1]) {
      int at = LARGEST - 1;
      for (; at > 0 && largest[at - 1] < value; at--) {
        largest[at] = largest[at - 1];
      }
      largest[at] = (float) value;
    }
  }
}
