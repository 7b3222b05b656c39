package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.check.DataIssue;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the detector made of one tick; see {@code schemas/score.avsc} for the fields. In warm-up its
 * surprise, likelihood and interval are {@link Surprise#NONE none}, and {@code modelVersion} is
 * null.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param sequence 1 for the symbol's first accepted tick, in order of arrival
 * @param late arrived after a tick with a later event time, and was put in its place
 * @param warmUpSeen ticks of the warm-up seen, at most {@code warmUpNeeded}
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
    Surprise surprise,
    Likelihood likelihood,
    Interval interval,
    String modelVersion,
    List<DataIssue> quality) {

  /**
   * How odd the tick is.
   *
   * @param score -log10 of the tail probability
   * @param tailProbability share of calm ticks that are as surprising
   * @param episodeRate episodes as surprising that begin, a calm tick: what the alert budget is
   *     about; NaN in records of old
   * @param statistic code of the one that found most; null for none
   * @param ownCalibration share of the symbol's own ticks in its calibration, 0 to 1; the rest is
   *     lent by the symbols that the model was calibrated on
   */
  public record Surprise(
      double score,
      double tailProbability,
      double episodeRate,
      String statistic,
      double ownCalibration) {
    /** Of a tick that was not scored. */
    public static final Surprise NONE =
        new Surprise(Double.NaN, Double.NaN, Double.NaN, null, Double.NaN);
  }

  /**
   * What the model made of it, nats.
   *
   * @param elbo of the window: reconstruction less kl
   * @param logLikelihood of this tick given those before it
   */
  public record Likelihood(double elbo, double reconstruction, double kl, double logLikelihood) {
    /** Of a tick that was not scored. */
    public static final Likelihood NONE =
        new Likelihood(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * The prediction made before the tick.
   *
   * @param expectedPrice its median
   * @param level nominal coverage
   */
  public record Interval(double expectedPrice, double lowerPrice, double upperPrice, double level) {
    /** Of a tick that was not scored. */
    public static final Interval NONE =
        new Interval(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Copies the list. */
  public Score {
    quality = List.copyOf(quality);
  }

  /** See {@link Surprise}. */
  public double score() {
    return surprise.score();
  }

  /** See {@link Surprise}. */
  public double tailProbability() {
    return surprise.tailProbability();
  }

  /** See {@link Surprise}. */
  public double episodeRate() {
    return surprise.episodeRate();
  }

  /** See {@link Surprise}. */
  public String statistic() {
    return surprise.statistic();
  }

  /** See {@link Surprise}. */
  public double ownCalibration() {
    return surprise.ownCalibration();
  }

  /** See {@link Likelihood}. */
  public double elbo() {
    return likelihood.elbo();
  }

  /** See {@link Likelihood}. */
  public double reconstruction() {
    return likelihood.reconstruction();
  }

  /** See {@link Likelihood}. */
  public double kl() {
    return likelihood.kl();
  }

  /** See {@link Likelihood}. */
  public double logLikelihood() {
    return likelihood.logLikelihood();
  }

  /** See {@link Interval}. */
  public double expectedPrice() {
    return interval.expectedPrice();
  }

  /** See {@link Interval}. */
  public double lowerPrice() {
    return interval.lowerPrice();
  }

  /** See {@link Interval}. */
  public double upperPrice() {
    return interval.upperPrice();
  }

  /** See {@link Interval}. */
  public double intervalLevel() {
    return interval.level();
  }

  /**
   * The same with each of its names replaced by an equal string, such as one that many scores
   * share.
   */
  public Score withNames(UnaryOperator<String> equal) {
    String statistic = surprise.statistic();
    return new Score(
        equal.apply(symbol),
        eventTimeMicros,
        sequence,
        price,
        state,
        late,
        warmUpSeen,
        warmUpNeeded,
        new Surprise(
            surprise.score(),
            surprise.tailProbability(),
            surprise.episodeRate(),
            statistic == null ? null : equal.apply(statistic),
            surprise.ownCalibration()),
        likelihood,
        interval,
        modelVersion == null ? null : equal.apply(modelVersion),
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
    return new Score(
        symbol,
        eventTimeMicros,
        sequence,
        price,
        State.WARMING_UP,
        late,
        seen,
        needed,
        Surprise.NONE,
        Likelihood.NONE,
        Interval.NONE,
        null,
        quality);
  }
}
