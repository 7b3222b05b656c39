package dev.tickwatch.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said while measurements are made. */
final class ProgressLines {
  private ProgressLines() {}

  /** One turn of one service. */
  static String turn(int round, Variant variant, Backlog backlog, Usage usage) {
    return line(
        "round %d, %s, %,d symbols: %,.0f ticks/s over %.1f s, CPU %.1f us a tick (broker %.1f); on"
            + " a core: stream thread %.0f %%, scoring thread %.0f %%; in the scorer %.0f %% at"
            + " %,.0f windows/s in batches of %.0f; GC %.1f %%; stolen %.0f %%%s",
        round,
        variant.name(),
        backlog.symbols(),
        usage.ticksPerSecond(),
        usage.seconds(),
        usage.cpuMicrosPerTick(),
        usage.brokerCpuMicrosPerTick(),
        100 * usage.streamThreadCpu(),
        100 * usage.scoringThreadCpu(),
        100 * usage.scoring(),
        usage.windowsPerScoringSecond(),
        usage.windowsPerBatch(),
        100 * usage.gc(),
        100 * usage.stolen(),
        usage.warmingUp() == 0 ? "" : "; " + usage.warmingUp() + " ticks were still warming up");
  }

  /** All turns of one service. */
  static String drain(Drain drain) {
    Usage last = drain.rounds().get(drain.rounds().size() - 1);
    return line(
        "%s, %,d symbols: %,.0f ticks/s in %d rounds, RSS %.0f MiB, changelog %.0f bytes a tick;"
            + " %,d of %,d ticks scored once%s",
        drain.variant(),
        drain.symbols(),
        drain.ticksPerSecond(),
        drain.rounds().size(),
        last.peakRssMib(),
        last.changelogBytesPerTick(),
        drain.check().scores() - drain.check().repeated(),
        drain.committed(),
        drain.isOnce() ? "" : " - NOT ALL ONCE: " + drain.check());
  }

  /** Largest first. */
  static String shares(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .filter(share -> share.getValue() >= 0.005)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(share -> line("%s %.0f %%", share.getKey(), 100 * share.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The latest of them. */
  static String scorer(String what, List<ScorerPoint> points) {
    ScorerPoint point = points.get(points.size() - 1);
    return line(
        "round %d, %s, batch %d: %,.0f windows/s, p50 %.0f us, p99 %.0f us a call",
        point.round(),
        what,
        point.batch(),
        point.windowsPerSecond(),
        point.p50Micros(),
        point.p99Micros());
  }

  static String latency(String variant, int symbols, LatencyStep step) {
    return line(
        "round %d, %s, %,d symbols, %,.0f ticks/s (%.0f %% of the drain): %,.0f scored/s; latency p50 %.1f ms, p99"
            + " %.1f, p99.9 %.1f, max %.1f; CPU %.1f us a tick, batches of %.0f, RSS %.0f MiB, stolen"
            + " %.0f %%%s",
        step.round(),
        variant,
        symbols,
        step.offeredPerSecond(),
        100 * step.load(),
        step.scoredPerSecond(),
        step.p50(),
        step.p99(),
        step.p999(),
        step.max(),
        step.usage().cpuMicrosPerTick(),
        step.usage().windowsPerBatch(),
        step.usage().rssMib(),
        100 * step.usage().stolen(),
        step.missing() == 0 ? "" : "; " + step.missing() + " scores MISSING");
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
