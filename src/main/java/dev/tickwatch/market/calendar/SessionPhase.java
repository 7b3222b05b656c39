package dev.tickwatch.market.calendar;

/** What part of its day a market is in. */
public enum SessionPhase {
  /** Night, weekend, holiday. */
  CLOSED,
  /** Trading before the opening. */
  PRE_MARKET,
  /** The main session, from opening to close. */
  REGULAR,
  /** Trading after the close. */
  POST_MARKET
}
