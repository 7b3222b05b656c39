package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.tick.SeriesKind;
import java.util.Locale;

/**
 * A statistic of a {@linkplain SeriesKind#METRIC metric} that is large when something is wrong.
 * Levels are values; distances count to either side.
 */
enum LevelTest {
  /** From the level that the model expected of the tick. */
  FORECAST("return", 1),
  /** From the mean level so far. */
  LEVEL("level", 1),
  /** Of the mean level of about the last {@value LevelHistory#RECENT} ticks from that so far. */
  LEVEL_24("level", LevelHistory.RECENT),
  /** From the mean level at this hour of the day, in units of what is usual at that hour. */
  TIME_OF_DAY("level", 1);

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String feature;
  private final int scale;

  LevelTest(String feature, int scale) {
    this.feature = feature;
    this.scale = scale;
  }

  /** Lower-case name, as in scores and alerts. */
  String code() {
    return code;
  }

  /** What it looks at. */
  String feature() {
    return feature;
  }

  /** Ticks that it looks back on, the newest included. */
  int scale() {
    return scale;
  }
}
