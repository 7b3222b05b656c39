/**
 * What people use today, so that Tickwatch can be measured beside it.
 *
 * <p>A {@link dev.tickwatch.lab.baseline.Baseline} is fitted on clean series and gives every bar of
 * a series one score from that bar and those before it: Random Cut Forest, the z-score against an
 * exponentially weighted volatility, spectral residual and isolation forest. All get the same help
 * from the calendar, {@link dev.tickwatch.lab.baseline.BarSeries#sessionBreak}: a return from the
 * close to the next open is not taken for a return from bar to bar where the method lets one say
 * so.
 *
 * <p>For measurement alone; nothing in the service uses this package. Pure apart from the libraries
 * that it wraps: no clock, no file; what is random is seeded.
 */
package dev.tickwatch.lab.baseline;
