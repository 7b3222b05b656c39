package dev.tickwatch.lab.chaos;

/** The topics that a service writes. */
public enum Output {
  /** A score for every tick. */
  SCORES("scores"),
  /** Forecasts of the next ticks. */
  FORECASTS("forecasts"),
  /** Openings, updates and closings of alerts. */
  ALERTS("alerts"),
  /** Openings, updates and closings of alerts of the market as a whole. */
  MARKET_ALERTS("market-alerts"),
  /** Records that could not be scored. */
  DEAD_LETTERS("dead-letters");

  private final String suffix;

  Output(String suffix) {
    this.suffix = suffix;
  }

  /** The last part of the topic's name, which is that of its setting too. */
  public String suffix() {
    return suffix;
  }
}
