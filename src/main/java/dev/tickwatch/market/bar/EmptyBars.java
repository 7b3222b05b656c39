package dev.tickwatch.market.bar;

/** What becomes of a bar without a tick. */
public enum EmptyBars {
  /** There is none: the gap is seen in the times of its neighbours. */
  SKIP,
  /**
   * While the market is in its regular session it has the price of the bar before and no size; only
   * the first {@value BarBuilder#MOST_FILLED} of a gap are filled.
   */
  FILL
}
