package dev.tickwatch.detect.statistic;

/**
 * A statistic of a metric: how far its level lies from where it was expected, to either side,
 * judged by the series' own past. Levels are values.
 */
public abstract class LevelStatistic extends Statistic {
  /** See {@link Statistic}. */
  protected LevelStatistic(String code, Aspect aspect, int span, String words) {
    super(code, aspect, span, words);
  }

  /**
   * Signed distance from the expected level, positive above; NaN where too little is known.
   *
   * @param levels of the series, without the tick
   */
  public abstract double distance(LevelHistory levels, LevelTick tick);

  /** The value that it expected. */
  public abstract double expected(LevelHistory levels, LevelTick tick);

  /** The value that it saw. */
  public double seen(LevelHistory levels, LevelTick tick) {
    return tick.value();
  }
}
