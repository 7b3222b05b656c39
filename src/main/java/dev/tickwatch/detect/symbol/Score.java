package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.check.DataIssue;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the detector made of one tick; see {@code schemas/score.avsc} for the fields. In warm-up the
 * numbers from {@code score} to {@code intervalLevel} and {@code ownCalibration} are NaN, and
 * {@code statistic} and {@code modelVersion} null.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param sequence 1 for the symbol's first accepted tick, in order of arrival
 * @param late arrived after a tick with a later event time, and was put in its place
 * @param warmUpSeen ticks of the warm-up seen, at most {@code warmUpNeeded}
 * @param score -log10 of the tail probability
 * @param tailProbability share of calm ticks that are as surprising
 * @param episodeRate episodes as surprising that begin, a calm tick: what the alert budget is
 *     about; NaN in records of old
 * @param logLikelihood of this tick given those before it, nats
 * @param expectedPrice median of the prediction made before the tick
 * @param ownCalibration share of the symbol's own ticks in its calibration, 0 to 1; the rest is
 *     lent by the symbols that the model was calibrated on
 * @param quality what is wrong with the tick's data; may be empty
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
    double episodeRate,
    double elbo,
    double reconstruction,
    double kl,
    double logLikelihood,
    double expectedPrice,
    double lowerPrice,
    double upperPrice,
    double intervalLevel,
    String statistic,
    String modelVersion,
    double ownCalibration,
    List<DataIssue> quality) {

  /** Copies the list. */
  public Score {
    quality = List.copyOf(quality);
  }

  /**
   * The same with each of its names replaced by an equal string, such as one that many scores
   * share.
   */
  public Score withNames(UnaryOperator<String> equal) {
    return new Score(
        equal.apply(symbol),
        eventTimeMicros,
        sequence,
        price,
        state,
        late,
        warmUpSeen,
        warmUpNeeded,
        score,
        tailProbability,
        episodeRate,
        elbo,
        reconstruction,
        kl,
        logLikelihood,
        expectedPrice,
        lowerPrice,
        upperPrice,
        intervalLevel,
        statistic == null ? null : equal.apply(statistic),
        modelVersion == null ? null : equal.apply(modelVersion),
        ownCalibration,
        quality);
  }

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
      int needed,
      List<DataIssue> quality) {
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
        none,
        null,
        null,
        none,
        quality);
  }
}
