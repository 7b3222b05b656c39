package dev.tickwatch.detection;

/** What kind of series is watched, which says what is normal in it. */
public enum SeriesKind {
  /**
   * A price: close to a random walk. Its level says nothing, its returns are judged in units of
   * their volatility, by tests that are calibrated on all symbols.
   */
  PRICE,
  /**
   * A metric, such as a load, a count or a speed: it keeps to a level of its own, often by the time
   * of day. {@link LevelTest Tests of the level} are judged by the symbol's own past.
   */
  METRIC
}
