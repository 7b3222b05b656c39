package dev.tickwatch.detect.statistic;

/**
 * A tick of a metric.
 *
 * @param timeMicros event time, microseconds since the epoch
 * @param value of the metric
 * @param forecast value that the model expected
 */
public record LevelTick(long timeMicros, double value, double forecast) {}
