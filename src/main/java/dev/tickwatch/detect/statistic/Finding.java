package dev.tickwatch.detect.statistic;

/**
 * What a statistic saw.
 *
 * @param back ticks before the newest one that most of it lies at, 0 for the newest
 * @param residual its value, with the sign of the direction where there is one
 * @param expected in the unit of what it looks at; NaN where there is none
 * @param seen the same
 */
public record Finding(int back, double residual, double expected, double seen) {}
