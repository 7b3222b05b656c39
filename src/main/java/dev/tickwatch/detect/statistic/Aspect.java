package dev.tickwatch.detect.statistic;

import java.util.Locale;

/** What of a tick a statistic looks at. */
public enum Aspect {
  /** How likely the tick is as a whole, nats. */
  LIKELIHOOD("likelihood"),
  /** Its price, as a move from the one before. */
  RETURN("price"),
  /** Units traded. */
  SIZE("size"),
  /** How far a bar's range reaches beyond its close and the last. */
  WICK("wick"),
  /** Ticks in a row that are the same. */
  REPEATS("repeats"),
  /** The value of a metric. */
  LEVEL("level"),
  /** Time without a tick. */
  GAP("seconds without a tick");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String words;

  Aspect(String words) {
    this.words = words;
  }

  /** Lower-case name, as in alerts. */
  public String code() {
    return code;
  }

  /** Its name for people. */
  public String words() {
    return words;
  }
}
