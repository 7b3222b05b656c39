package dev.tickwatch.detect.statistic;

import java.util.List;

/** The statistics of metrics. */
public final class LevelStatistics {
  /** In the order of arrays by statistic, those in stored states among them. */
  public static final List<LevelStatistic> ALL =
      List.of(new FromForecast(), new FromMean(), new RecentFromMean(), new FromTimeOfDay());

  /** Their number. */
  public static final int COUNT = ALL.size();

  private LevelStatistics() {}

  /** From the level that the model expected of the tick. */
  private static final class FromForecast extends LevelStatistic {
    FromForecast() {
      super("forecast", Aspect.RETURN, 1, "forecast");
    }

    @Override
    public double distance(LevelHistory levels, LevelTick tick) {
      return tick.value() - tick.forecast();
    }

    @Override
    public double expected(LevelHistory levels, LevelTick tick) {
      return tick.forecast();
    }
  }

  /** From the mean level so far. */
  private static final class FromMean extends LevelStatistic {
    FromMean() {
      super("level", Aspect.LEVEL, 1, "level");
    }

    @Override
    public double distance(LevelHistory levels, LevelTick tick) {
      return levels.fromMean(tick.value());
    }

    @Override
    public double expected(LevelHistory levels, LevelTick tick) {
      return levels.mean();
    }
  }

  /** Of the mean level of about the last ticks from that so far. */
  private static final class RecentFromMean extends LevelStatistic {
    RecentFromMean() {
      super(
          "level_" + LevelHistory.RECENT,
          Aspect.LEVEL,
          LevelHistory.RECENT,
          "level over " + LevelHistory.RECENT + " ticks");
    }

    @Override
    public double distance(LevelHistory levels, LevelTick tick) {
      return levels.recentFromMean(tick.value());
    }

    @Override
    public double expected(LevelHistory levels, LevelTick tick) {
      return levels.mean();
    }

    @Override
    public double seen(LevelHistory levels, LevelTick tick) {
      return levels.recent(tick.value());
    }
  }

  /** From the mean level at this hour of the day, in units of what is usual at that hour. */
  private static final class FromTimeOfDay extends LevelStatistic {
    FromTimeOfDay() {
      super("time_of_day", Aspect.LEVEL, 1, "time of day");
    }

    @Override
    public double distance(LevelHistory levels, LevelTick tick) {
      return levels.fromHour(tick.timeMicros(), tick.value());
    }

    @Override
    public double expected(LevelHistory levels, LevelTick tick) {
      return levels.meanOfHour(tick.timeMicros());
    }
  }
}
