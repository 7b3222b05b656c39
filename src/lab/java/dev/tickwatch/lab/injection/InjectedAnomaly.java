package dev.tickwatch.lab.injection;

/**
 * One anomaly that was injected.
 *
 * @param size in the unit of its kind
 * @param firstTick index of its first tick among the symbol's ticks
 * @param lastTick index of its last tick, inclusive
 * @param fromMicros event time of its first tick
 * @param toMicros event time of its last tick
 */
public record InjectedAnomaly(
    String symbol,
    AnomalyKind kind,
    double size,
    int firstTick,
    int lastTick,
    long fromMicros,
    long toMicros) {}
