package dev.tickwatch.lab.bench;

/**
 * A model called again and again on one thread with batches of one size.
 *
 * @param windowsPerSecond while it was called
 * @param windowsPerCpuSecond over the CPU time of the calling thread
 * @param p50Micros of one call
 * @param p99Micros of one call
 */
record ScorerPoint(
    int round,
    int batch,
    double windowsPerSecond,
    double windowsPerCpuSecond,
    double p50Micros,
    double p99Micros) {}
