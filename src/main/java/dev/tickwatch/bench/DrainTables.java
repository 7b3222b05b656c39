package dev.tickwatch.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Drained backlogs as tables of the page. */
final class DrainTables {
  private DrainTables() {}

  /** A row for each variant, and what its stream's thread was at. */
  static void variants(StringBuilder text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Draining a backlog", part.machine());
    table(
        text,
        "variant",
        part,
        part.drains().stream().map(Drain::variant).distinct().toList(),
        Drain::variant);
    text.append("What the stream's thread is at, share of the time (sampled):\n\n");
    for (String variant : part.drains().stream().map(Drain::variant).distinct().toList()) {
      Drain last =
          part.drains().stream()
              .filter(drain -> drain.variant().equals(variant))
              .reduce((first, second) -> second)
              .orElseThrow();
      text.append("* ").append(variant).append(": ");
      text.append(ProgressLines.shares(last.usage().streamThread())).append('\n');
    }
    text.append('\n');
  }

  /** A row for each number of symbols. */
  static void symbols(StringBuilder text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Few and many symbols", part.machine());
    List<String> rows = part.drains().stream().map(DrainTables::number).distinct().toList();
    table(text, "symbols", part, rows, DrainTables::number);
  }

  private static String number(Drain drain) {
    return PerformanceReport.line("%,d", drain.symbols());
  }

  private static void table(
      StringBuilder text,
      String what,
      BenchResults.Drains part,
      List<String> rows,
      Function<Drain, String> row) {
    text.append("| ").append(what);
    text.append(
        " | ticks/s | CPU µs a tick | broker's | stream thread on a core | scoring thread | in the scorer | windows/s there | windows a batch"
            + " | RSS MiB | heap MiB | GC | allocated bytes a tick | changelog bytes a tick | every tick once |\n");
    text.append("|---|").append("---|".repeat(14)).append('\n');
    for (String name : rows) {
      List<Drain> drains =
          part.drains().stream().filter(drain -> row.apply(drain).equals(name)).toList();
      text.append("| ").append(name).append(" | ");
      text.append(spread(drains, "%,.0f", Usage::ticksPerSecond)).append(" | ");
      text.append(spread(drains, "%.1f", Usage::cpuMicrosPerTick)).append(" | ");
      text.append(median(drains, "%.1f", Usage::brokerCpuMicrosPerTick)).append(" | ");
      text.append(median(drains, "%.0f %%", usage -> 100 * usage.streamThreadCpu())).append(" | ");
      text.append(median(drains, "%.0f %%", usage -> 100 * usage.scoringThreadCpu())).append(" | ");
      text.append(median(drains, "%.0f %%", usage -> 100 * usage.scoring())).append(" | ");
      text.append(median(drains, "%,.0f", Usage::windowsPerScoringSecond)).append(" | ");
      text.append(median(drains, "%.0f", Usage::windowsPerBatch)).append(" | ");
      text.append(spread(drains, "%,.0f", Usage::peakRssMib)).append(" | ");
      text.append(median(drains, "%,.0f", Usage::heapMib)).append(" | ");
      text.append(median(drains, "%.1f %%", usage -> 100 * usage.gc())).append(" | ");
      text.append(median(drains, "%,.0f", Usage::allocatedBytesPerTick)).append(" | ");
      text.append(median(drains, "%,.0f", Usage::changelogBytesPerTick)).append(" | ");
      text.append(drains.stream().allMatch(Drain::isOnce) ? "yes" : "**no**").append(" |\n");
    }
    text.append('\n');
  }

  private static String spread(List<Drain> drains, String format, ToDoubleFunction<Usage> figure) {
    return of(drains, figure).text(format);
  }

  private static String median(List<Drain> drains, String format, ToDoubleFunction<Usage> figure) {
    return PerformanceReport.line(format, of(drains, figure).median());
  }

  private static Spread of(List<Drain> drains, ToDoubleFunction<Usage> figure) {
    return Spread.of(drains.stream().map(drain -> figure.applyAsDouble(drain.usage())).toList());
  }
}
