package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.tick.SeriesKind;
import java.nio.ByteBuffer;

/**
 * Where the level of one {@linkplain SeriesKind#METRIC metric} usually lies, over all its past and
 * by the hour of the day (UTC), and how large the statistics of its {@link LevelTest tests} were.
 * Levels are values, less the first one. Mutable; not thread-safe.
 */
final class LevelHistory {
  /** Ticks that count into the recent level (EWMA span). */
  static final int RECENT = 24;

  private static final LevelTest[] TESTS = LevelTest.values();
  private static final int HOURS = 24;
  private static final long HOUR_MICROS = 3_600_000_000L;

  /** Ticks that a mean looks back on; those of one hour of the day are as many fewer. */
  private static final double MEMORY = 10_000;

  private static final int HOUR_MEMORY = (int) (MEMORY / HOURS);

  /** Fewer ticks give no mean. */
  private static final int FEWEST = 60;

  private static final int FEWEST_OF_HOUR = 12;

  /** Bytes that {@link #encode} writes. */
  static final int ENCODED =
      2 * Integer.BYTES
          + 4 * Double.BYTES
          + HOURS * (2 * Double.BYTES + Short.BYTES)
          + TESTS.length * OwnTail.ENCODED;

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
  private final OwnTail[] tails = new OwnTail[TESTS.length];

  LevelHistory() {
    for (int i = 0; i < tails.length; i++) {
      tails[i] = new OwnTail();
    }
  }

  LevelHistory(ByteBuffer from) {
    ticks = from.getInt();
    first = from.getDouble();
    mean = from.getDouble();
    recent = from.getDouble();
    deviation = from.getDouble();
    deviations = from.getInt();
    for (int hour = 0; hour < HOURS; hour++) {
      hourMean[hour] = from.getDouble();
      hourDeviation[hour] = from.getDouble();
      hourTicks[hour] = from.getShort();
    }
    for (int i = 0; i < tails.length; i++) {
      tails[i] = new OwnTail(from);
    }
  }

  void encode(ByteBuffer to) {
    to.putInt(ticks).putDouble(first).putDouble(mean).putDouble(recent).putDouble(deviation);
    to.putInt(deviations);
    for (int hour = 0; hour < HOURS; hour++) {
      to.putDouble(hourMean[hour]).putDouble(hourDeviation[hour]).putShort(hourTicks[hour]);
    }
    for (OwnTail tail : tails) {
      tail.encode(to);
    }
  }

  /**
   * How far a tick lies from where it was expected, by test; signed, positive above. NaN where too
   * little is known.
   *
   * @param expected value that the model expected
   */
  double[] distances(long timeMicros, double value, double expected) {
    double level = level(value);
    double[] distances = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      distances[i] =
          switch (TESTS[i]) {
            case FORECAST -> value - expected;
            case LEVEL -> ticks < FEWEST ? Double.NaN : level - mean;
            case LEVEL_24 -> ticks < FEWEST ? Double.NaN : recentWith(level) - mean;
            case TIME_OF_DAY -> fromHour(hour(timeMicros), level);
          };
    }
    return distances;
  }

  private double level(double value) {
    return value - first;
  }

  private double recentWith(double level) {
    return recent + 2.0 / (RECENT + 1) * (level - recent);
  }

  /** An hour that was calm so far may have been so by chance: none is calmer than the average. */
  private double fromHour(int hour, double level) {
    boolean known = hourTicks[hour] >= FEWEST_OF_HOUR && deviations >= FEWEST;
    double unit = Math.max(hourDeviation[hour], deviation);
    return known && unit > 0 ? (level - hourMean[hour]) / unit : Double.NaN;
  }

  private static int hour(long timeMicros) {
    return (int) Math.floorMod(Math.floorDiv(timeMicros, HOUR_MICROS), (long) HOURS);
  }

  /** Each test's -log10 tail probability by the series' own past. */
  double[] scores(double[] distances) {
    double[] scores = new double[TESTS.length];
    for (int i = 0; i < TESTS.length; i++) {
      scores[i] = tails[i].score(Math.abs(distances[i]));
    }
    return scores;
  }

  /**
   * Learns from the newest tick.
   *
   * @param expected value that the model expected
   */
  void learn(long timeMicros, double value, double expected) {
    double[] distances = distances(timeMicros, value, expected);
    for (int i = 0; i < TESTS.length; i++) {
      if (!Double.isNaN(distances[i])) {
        tails[i].learn(Math.abs(distances[i]));
      }
    }
    if (ticks == 0) {
      first = value;
    }
    double level = level(value);
    recent = recentWith(level);
    ticks = (int) Math.min(MEMORY, ticks + 1);
    mean += (level - mean) / ticks;
    learnHour(hour(timeMicros), level);
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

  /** The value that a test expected. */
  double expectedValue(LevelTest test, long timeMicros, double expected) {
    return switch (test) {
      case FORECAST -> expected;
      case LEVEL, LEVEL_24 -> first + mean;
      case TIME_OF_DAY -> first + hourMean[hour(timeMicros)];
    };
  }

  /** The value that a test saw. */
  double seenValue(LevelTest test, double value) {
    return test == LevelTest.LEVEL_24 ? first + recentWith(level(value)) : value;
  }
}
