package dev.tickwatch.detect.statistic;

/** A statistic of a tick of prices: calibrated on many symbols, before the model is used. */
public abstract class TickStatistic extends Statistic {
  /** Value of a statistic that has too few ticks to look at; its score is 0. */
  public static final double INSUFFICIENT_HISTORY = Double.NEGATIVE_INFINITY;

  /** What its tail probability is the share of. */
  public enum Calibration {
    /** Of ticks, with those that follow each other in one episode counted once. */
    EPISODES,
    /** Of breaks: it is asked for at the first tick after one alone, and there are few of them. */
    BREAKS
  }

  /** See {@link Statistic}. */
  protected TickStatistic(String code, Aspect aspect, int span, String words) {
    super(code, aspect, span, words);
  }

  /**
   * Its value at a tick; larger is odder.
   *
   * @return {@link #INSUFFICIENT_HISTORY} where it has too little to look at
   */
  public abstract double value(TickEvidence tick);

  /** What it saw in a tick that it found odd. */
  public abstract Finding explain(TickEvidence tick);

  /** How it is calibrated. */
  public Calibration calibration() {
    return Calibration.EPISODES;
  }

  /** Decades that are taken off its score in the combination, as it finds less than others. */
  public double handicap() {
    return 0;
  }
}
