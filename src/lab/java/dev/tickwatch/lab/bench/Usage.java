package dev.tickwatch.lab.bench;

import java.util.Map;

/**
 * What a service did and used between two snapshots.
 *
 * @param seconds between them
 * @param ticks whose offsets were committed in that time
 * @param cpuMicrosPerTick CPU time of the service's process
 * @param brokerCpuMicrosPerTick CPU time of the broker's process; 0 where it is not ours
 * @param streamThreadCpu share of the time that the stream's thread was on a core
 * @param scoringThreadCpu the same for the thread beside it that runs the model
 * @param scoring share of the time that the stream's thread spent in the scorer
 * @param windowsPerScoringSecond windows over the time spent in the scorer
 * @param windowsPerStreamCpuSecond windows over all CPU time of the stream's thread and of the one
 *     beside it that runs the model
 * @param windowsPerBatch mean
 * @param allocatedBytesPerTick on the heap by the stream's thread
 * @param gc share of the time spent in pauses
 * @param compiling share of the time that the JVM's compilers were at work; a warm service's is low
 * @param stolen share of the cores' time that the host gave to other machines; null where it was
 *     not asked for
 * @param rssMib resident memory at the end
 * @param peakRssMib most resident memory since the start of the process
 * @param heapMib in use at the end
 * @param changelogBytesPerTick sent to the windows' changelog, as record batches
 * @param changelogRecordsPerTick sent there
 * @param warmingUp ticks without a full window; a measurement is not to have any
 * @param alerts raised
 * @param streamThread share of the time by what the stream's thread was at, sampled
 */
record Usage(
    double seconds,
    long ticks,
    double ticksPerSecond,
    double cpuMicrosPerTick,
    double brokerCpuMicrosPerTick,
    double streamThreadCpu,
    double scoringThreadCpu,
    double scoring,
    double windowsPerScoringSecond,
    double windowsPerStreamCpuSecond,
    double windowsPerBatch,
    double allocatedBytesPerTick,
    double gc,
    double compiling,
    double stolen,
    double rssMib,
    double peakRssMib,
    double heapMib,
    double changelogBytesPerTick,
    double changelogRecordsPerTick,
    long warmingUp,
    long alerts,
    Map<String, Double> streamThread) {

  /**
   * One moment: what the service says, what was committed, and the time that was stolen from a core
   * so far.
   */
  record Moment(
      long nanos,
      ServiceSnapshot service,
      long committed,
      long brokerCpuNanos,
      double stolenSeconds) {}

  static Usage between(Moment from, Moment to) {
    ServiceSnapshot a = from.service();
    ServiceSnapshot b = to.service();
    double seconds = (to.nanos() - from.nanos()) / 1e9;
    double serviceNanos = (double) (b.nanos() - a.nanos());
    long ticks = to.committed() - from.committed();
    double windows = (double) (b.windows() - a.windows());
    double streamCpu = (double) (b.streamCpuNanos() - a.streamCpuNanos());
    double scoringCpu = (double) (b.scoringCpuNanos() - a.scoringCpuNanos());
    double scoringNanos = (double) (b.scoringNanos() - a.scoringNanos());
    return new Usage(
        seconds,
        ticks,
        ticks / seconds,
        (b.cpuNanos() - a.cpuNanos()) / 1e3 / ticks,
        (to.brokerCpuNanos() - from.brokerCpuNanos()) / 1e3 / ticks,
        streamCpu / serviceNanos,
        scoringCpu / serviceNanos,
        scoringNanos / serviceNanos,
        over(windows, scoringNanos / 1e9),
        over(windows, (streamCpu + scoringCpu) / 1e9),
        over(windows, (double) (b.batches() - a.batches())),
        (b.allocatedBytes() - a.allocatedBytes()) / (double) ticks,
        (b.gcMillis() - a.gcMillis()) * 1e6 / serviceNanos,
        (b.compilingMillis() - a.compilingMillis()) * 1e6 / serviceNanos,
        (to.stolenSeconds() - from.stolenSeconds()) / seconds,
        b.rssKib() / 1024.0,
        b.peakRssKib() / 1024.0,
        b.heapBytes() / 1024.0 / 1024.0,
        (b.changelogBytes() - a.changelogBytes()) / ticks,
        (b.changelogRecords() - a.changelogRecords()) / ticks,
        b.warmingUp() - a.warmingUp(),
        b.alerts() - a.alerts(),
        StreamProfile.shares(a.samples(), b.samples()));
  }

  private static double over(double amount, double by) {
    return by == 0 ? 0 : amount / by;
  }
}
