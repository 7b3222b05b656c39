package dev.tickwatch.detection;

/**
 * What the detector made of one tick; see {@code schemas/score.avsc} for the fields. In warm-up the
 * numbers from {@code score} to {@code intervalLevel} are NaN, and {@code statistic} and {@code
 * modelVersion} null.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param sequence 1 for the symbol's first accepted tick, in order of arrival
 * @param late arrived after a tick with a later event time, and was put in its place
 * @param warmUpSeen ticks of the warm-up seen, at most {@code warmUpNeeded}
 * @param score -log10 of the tail probability
 * @param logLikelihood of this tick given those before it, nats
 * @param expectedPrice median of the prediction made before the tick
 */
public record Score(
    String symbol,
    long eventTimeMicros,
    long sequence,
    double price,
    State state,
    boolean late,
    int warmUpSeen,
    int warmUpNeeded,
    double score,
    double tailProbability,
    double elbo,
    double reconstruction,
    double kl,
    double logLikelihood,
    double expectedPrice,
    double lowerPrice,
    double upperPrice,
    double intervalLevel,
    String statistic,
    String modelVersion) {

  /** Whether a tick could be scored yet. */
  public enum State {
    /** The symbol's window is still filling. */
    WARMING_UP,
    /** Every number is there. */
    SCORED
  }

  /** The score of a tick whose window is still filling. */
  public static Score warmingUp(
      String symbol,
      long eventTimeMicros,
      long sequence,
      double price,
      boolean late,
      int seen,
      int needed) {
    double none = Double.NaN;
    return new Score(
        symbol,
        eventTimeMicros,
        sequence,
        price,
        State.WARMING_UP,
        late,
        seen,
        needed,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        null,
        null);
  }
}
