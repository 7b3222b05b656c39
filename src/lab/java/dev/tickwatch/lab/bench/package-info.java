/**
 * How fast the service is, end to end, beside what it could be and what people use today.
 *
 * <p>{@link dev.tickwatch.lab.bench.Bench} starts a broker and, for every measurement, the scoring
 * stream in a process of its own, so that CPU time and memory are the service's alone. Variants of
 * the service are measured in turn, over several rounds, and only their ratios within a round are
 * compared: a machine has good and bad minutes. {@link dev.tickwatch.lab.bench.PerformanceReport}
 * writes what was measured.
 */
package dev.tickwatch.lab.bench;
