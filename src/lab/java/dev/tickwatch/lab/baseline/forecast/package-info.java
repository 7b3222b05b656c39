/**
 * Forecasts of today, so that those of Tickwatch can be measured beside them: distributions of the
 * cumulative log return over the next bars, given all bars so far.
 *
 * <p>No model here claims a direction: the location is 0. The variance comes from a {@link
 * dev.tickwatch.lab.baseline.forecast.VarianceModel}, exponentially weighted or GARCH(1,1); the
 * shape is normal, or Student's t fitted a horizon. The calendar is known ahead of the prices: a
 * model knows which of the next returns go across a session break, and has a variance of their own
 * for them.
 */
package dev.tickwatch.lab.baseline.forecast;
