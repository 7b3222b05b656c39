package dev.tickwatch.detect.statistic;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.state.Fields;

/**
 * Where the level of one {@linkplain SeriesKind#METRIC metric} usually lies, over all its past and
 * by the hour of the day (UTC), and how large its {@linkplain LevelStatistics statistics} were.
 * Levels are values, less the first one. Mutable; not thread-safe.
 */
public final class LevelHistory {
  /** Ticks that count into the recent level (EWMA span). */
  static final int RECENT = 24;

  private static final int HOURS = 24;
  private static final long HOUR_MICROS = 3_600_000_000L;

  /** Ticks that a mean looks back on; those of one hour of the day are as many fewer. */
  private static final double MEMORY = 10_000;

  private static final int HOUR_MEMORY = (int) (MEMORY / HOURS);

  /** Fewer ticks give no mean. */
  private static final int FEWEST = 60;

  private static final int FEWEST_OF_HOUR = 12;

  private int ticks;
  private double first;
  private double mean;
  private double recent;

  /** Mean absolute deviation from the mean of the hour, over all hours. */
  private double deviation;

  private int deviations;
  private final double[] hourMean = new double[HOURS];
  private final double[] hourDeviation = new double[HOURS];
  private final short[] hourTicks = new short[HOURS];
  private final OwnTail[] tails = new OwnTail[LevelStatistics.COUNT];

  /** Of a series that has not been seen. */
  public LevelHistory() {
    for (int i = 0; i < tails.length; i++) {
      tails[i] = new OwnTail();
    }
  }

  /** Visits all that is remembered. */
  public void visit(Fields fields) {
    ticks = fields.int32(ticks);
    first = fields.float64(first);
    mean = fields.float64(mean);
    recent = fields.float64(recent);
    deviation = fields.float64(deviation);
    deviations = fields.int32(deviations);
    for (int hour = 0; hour < HOURS; hour++) {
      hourMean[hour] = fields.float64(hourMean[hour]);
      hourDeviation[hour] = fields.float64(hourDeviation[hour]);
      hourTicks[hour] = fields.int16(hourTicks[hour]);
    }
    for (OwnTail tail : tails) {
      tail.visit(fields);
    }
  }

  /** How far a tick lies from where each statistic expected it, in their order. */
  public double[] distances(LevelTick tick) {
    double[] distances = new double[LevelStatistics.COUNT];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = LevelStatistics.ALL.get(i).distance(this, tick);
    }
    return distances;
  }

  /** From the mean level so far, positive above; NaN where too little is known. */
  double fromMean(double value) {
    return ticks < FEWEST ? Double.NaN : level(value) - mean;
  }

  /** Of the recent level, the value's part in it, from the mean level so far. */
  double recentFromMean(double value) {
    return ticks < FEWEST ? Double.NaN : recentWith(level(value)) - mean;
  }

  /**
   * From the mean level at this hour of the day, in units of what is usual at that hour. An hour
   * that was calm so far may have been so by chance: none is calmer than the average.
   */
  double fromHour(long timeMicros, double value) {
    int hour = hour(timeMicros);
    boolean known = hourTicks[hour] >= FEWEST_OF_HOUR && deviations >= FEWEST;
    double unit = Math.max(hourDeviation[hour], deviation);
    return known && unit > 0 ? (level(value) - hourMean[hour]) / unit : Double.NaN;
  }

  /** Mean value so far. */
  double mean() {
    return first + mean;
  }

  /** Mean value of about the last {@value #RECENT} ticks, with one more. */
  double recent(double value) {
    return first + recentWith(level(value));
  }

  /** Mean value at this hour of the day. */
  double meanOfHour(long timeMicros) {
    return first + hourMean[hour(timeMicros)];
  }

  private double level(double value) {
    return value - first;
  }

  private double recentWith(double level) {
    return recent + 2.0 / (RECENT + 1) * (level - recent);
  }

  private static int hour(long timeMicros) {
    return (int) Math.floorMod(Math.floorDiv(timeMicros, HOUR_MICROS), (long) HOURS);
  }

  /** Each statistic's -log10 tail probability by the series' own past. */
  public double[] scores(double[] distances) {
    double[] scores = new double[distances.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = tails[i].score(Math.abs(distances[i]));
    }
    return scores;
  }

  /** Learns from the newest tick. */
  public void learn(LevelTick tick) {
    double[] distances = distances(tick);
    for (int i = 0; i < distances.length; i++) {
      if (!Double.isNaN(distances[i])) {
        tails[i].learn(Math.abs(distances[i]));
      }
    }
    if (ticks == 0) {
      first = tick.value();
    }
    double level = level(tick.value());
    recent = recentWith(level);
    ticks = (int) Math.min(MEMORY, ticks + 1);
    mean += (level - mean) / ticks;
    learnHour(hour(tick.timeMicros()), level);
  }

  private void learnHour(int hour, double level) {
    int known = hourTicks[hour];
    if (known > 0) {
      double off = Math.abs(level - hourMean[hour]);
      hourDeviation[hour] += (off - hourDeviation[hour]) / known;
      deviations = (int) Math.min(MEMORY, deviations + 1);
      deviation += (off - deviation) / deviations;
    }
    hourTicks[hour] = (short) Math.min(HOUR_MEMORY, known + 1);
    hourMean[hour] += (level - hourMean[hour]) / hourTicks[hour];
  }
}
