package dev.tickwatch.lab.bench;

import java.util.Map;

/**
 * What a service has done and used since its start; differences of two are a measurement.
 *
 * @param nanos of its monotonic clock
 * @param ticks that have their score record
 * @param warmingUp ticks of those without a full window
 * @param windows that went through the model
 * @param batches in which they did
 * @param scoringNanos that those calls took
 * @param cpuNanos of the process
 * @param streamCpuNanos of the stream's thread alone
 * @param scoringCpuNanos of the thread beside it that runs the model; 0 where the stream's own does
 * @param allocatedBytes on the heap by that thread
 * @param gcMillis of pauses
 * @param compilingMillis that the JVM took to compile
 * @param heapBytes in use
 * @param rssKib resident memory now
 * @param peakRssKib most resident memory so far
 * @param changelogBytes sent to the windows' changelog, as record batches
 * @param changelogRecords sent there
 * @param samples of the stream's thread, by what it was at
 * @param failure why the stream failed, or null
 */
record ServiceSnapshot(
    long nanos,
    long ticks,
    long warmingUp,
    long windows,
    long batches,
    long scoringNanos,
    long alerts,
    long deadLetters,
    long cpuNanos,
    long streamCpuNanos,
    long scoringCpuNanos,
    long allocatedBytes,
    long gcMillis,
    long compilingMillis,
    long heapBytes,
    long rssKib,
    long peakRssKib,
    double changelogBytes,
    double changelogRecords,
    Map<String, Long> samples,
    String failure) {}
