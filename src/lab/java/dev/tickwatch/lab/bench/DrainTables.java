package dev.tickwatch.lab.bench;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Drained backlogs as tables of the page. */
final class DrainTables {
  private DrainTables() {}

  /** A row for each variant, and what its stream's thread was at. */
  static void variants(StringBuilder text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Draining a backlog", part.machine());
    table(text, "variant", part, Drain::variant);
    text.append("What the stream's thread is at, share of the time (sampled):\n\n");
    for (Drain drain : part.drains()) {
      text.append("* ").append(drain.variant()).append(": ");
      text.append(ProgressLines.shares(drain.streamThread())).append('\n');
    }
    text.append('\n');
  }

  /** A row for each number of symbols. */
  static void symbols(StringBuilder text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Few and many symbols", part.machine());
    table(text, "symbols", part, drain -> PerformanceReport.line("%,d", drain.symbols()));
  }

  private static void table(
      StringBuilder text, String what, BenchResults.Drains part, Function<Drain, String> name) {
    text.append("| ").append(what);
    text.append(
        " | ticks/s | CPU µs a tick | broker's | stream thread on a core | scoring thread | in the scorer | windows/s there | windows a batch"
            + " | RSS MiB | heap MiB | GC | compiling | stolen | allocated bytes a tick | changelog bytes a tick | every tick once |\n");
    text.append("|---|").append("---|".repeat(16)).append('\n');
    for (Drain drain : part.drains()) {
      text.append("| ").append(name.apply(drain));
      text.append(drain.cold() ? " (not warm) | " : " | ");
      text.append(spread(drain, "%,.0f", Usage::ticksPerSecond)).append(" | ");
      text.append(spread(drain, "%.1f", Usage::cpuMicrosPerTick)).append(" | ");
      text.append(median(drain, "%.1f", Usage::brokerCpuMicrosPerTick)).append(" | ");
      text.append(median(drain, "%.0f %%", usage -> 100 * usage.streamThreadCpu())).append(" | ");
      text.append(median(drain, "%.0f %%", usage -> 100 * usage.scoringThreadCpu())).append(" | ");
      text.append(median(drain, "%.0f %%", usage -> 100 * usage.scoring())).append(" | ");
      text.append(median(drain, "%,.0f", Usage::windowsPerScoringSecond)).append(" | ");
      text.append(median(drain, "%.0f", Usage::windowsPerBatch)).append(" | ");
      text.append(median(drain, "%,.0f", Usage::peakRssMib)).append(" | ");
      text.append(median(drain, "%,.0f", Usage::heapMib)).append(" | ");
      text.append(median(drain, "%.1f %%", usage -> 100 * usage.gc())).append(" | ");
      text.append(median(drain, "%.0f %%", usage -> 100 * usage.compiling())).append(" | ");
      text.append(PerformanceReport.stolen(drain.rounds())).append(" | ");
      text.append(median(drain, "%,.0f", Usage::allocatedBytesPerTick)).append(" | ");
      text.append(median(drain, "%,.0f", Usage::changelogBytesPerTick)).append(" | ");
      text.append(drain.isOnce() ? "yes" : "**no**").append(" |\n");
    }
    text.append('\n');
  }

  private static String spread(Drain drain, String format, ToDoubleFunction<Usage> figure) {
    return of(drain, figure).text(format);
  }

  private static String median(Drain drain, String format, ToDoubleFunction<Usage> figure) {
    return PerformanceReport.line(format, of(drain, figure).median());
  }

  private static Spread of(Drain drain, ToDoubleFunction<Usage> figure) {
    return Spread.of(drain.rounds().stream().map(figure::applyAsDouble).toList());
  }
}
