package dev.tickwatch.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.tickwatch.app.stream.ScoringStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads this process: its CPU time, its memory, and what its producers sent. */
final class ServiceProbe {
  private static final Pattern STREAM_THREAD = Pattern.compile(".*-StreamThread-\\d+");
  private static final Pattern SCORING_THREAD = Pattern.compile(".*-StreamThread-\\d+-scoring");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final StreamCounters counters;
  private final ScoringStream stream;
  private final ObjectName changelog;
  private final StreamProfile profile;

  ServiceProbe(
      StreamCounters counters, ScoringStream stream, StreamProfile profile, String changelogTopic) {
    this.counters = counters;
    this.stream = stream;
    this.profile = profile;
    try {
      changelog =
          new ObjectName(
              "kafka.producer:type=producer-topic-metrics,topic=" + changelogTopic + ",*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(changelogTopic, e);
    }
  }

  ServiceSnapshot snapshot() {
    long streamCpu = 0;
    long allocated = 0;
    for (long id : streamThreads(threads)) {
      streamCpu += Math.max(0, threads.getThreadCpuTime(id));
      allocated += Math.max(0, threads.getThreadAllocatedBytes(id));
    }
    long scoringCpu = 0;
    for (long id : threads(threads, SCORING_THREAD)) {
      scoringCpu += Math.max(0, threads.getThreadCpuTime(id));
    }
    return new ServiceSnapshot(
        System.nanoTime(),
        counters.scored.sum() + counters.warmingUp.sum(),
        counters.warmingUp.sum(),
        counters.windows.sum(),
        counters.batches.sum(),
        counters.scoringNanos.sum(),
        counters.alerts.sum(),
        counters.deadLetters.sum(),
        system.getProcessCpuTime(),
        streamCpu,
        scoringCpu,
        allocated,
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum(),
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        statusKib("VmRSS"),
        statusKib("VmHWM"),
        producerTotal("byte-total"),
        producerTotal("record-send-total"),
        profile.samples(),
        stream.failure().map(Throwable::toString).orElse(null));
  }

  /** Threads that process ticks, without those of their clients. */
  static long[] streamThreads(java.lang.management.ThreadMXBean threads) {
    return threads(threads, STREAM_THREAD);
  }

  private static long[] threads(java.lang.management.ThreadMXBean threads, Pattern name) {
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null && name.matcher(info.getThreadName()).matches())
        .mapToLong(ThreadInfo::getThreadId)
        .toArray();
  }

  /** Through JMX, where Kafka's clients report by default. */
  private double producerTotal(String attribute) {
    Set<ObjectName> names = beans.queryNames(changelog, null);
    double total = 0;
    try {
      for (ObjectName name : names) {
        total += ((Number) beans.getAttribute(name, attribute)).doubleValue();
      }
    } catch (JMException e) {
      throw new IllegalStateException("no metric " + attribute + " of " + changelog, e);
    }
    return total;
  }

  /** A line of {@code /proc/self/status}; 0 where there is none. */
  private static long statusKib(String field) {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
