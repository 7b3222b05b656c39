package dev.tickwatch.lab.bench;

import static dev.tickwatch.lab.bench.PerformanceReport.median;
import static dev.tickwatch.lab.bench.PerformanceReport.spread;

import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.util.List;
import java.util.function.Function;

/** Drained backlogs as tables of the page. */
final class DrainTables {
  private static final String FIGURES =
      " ticks/s | CPU µs a tick | broker's | stream thread on a core | scoring thread"
          + " | in the scorer | windows/s there | windows a batch | RSS MiB | heap MiB | GC"
          + " | compiling | stolen | allocated bytes a tick | changelog bytes a tick"
          + " | every tick once |";

  private DrainTables() {}

  /** A row for each variant, and what its stream's thread was at. */
  static void variants(MarkdownPage text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Draining a backlog", part.machine());
    text.table(table("variant", part, Drain::variant));
    text.paragraph("What the stream's thread is at, share of the time (sampled):");
    for (Drain drain : part.drains()) {
      text.text("* " + drain.variant() + ": " + ProgressLines.shares(drain.streamThread()) + "\n");
    }
    text.text("\n");
  }

  /** A row for each number of symbols. */
  static void symbols(MarkdownPage text, BenchResults.Drains part) {
    PerformanceReport.heading(text, "Few and many symbols", part.machine());
    text.table(table("symbols", part, drain -> MarkdownPage.format("%,d", drain.symbols())));
  }

  private static MarkdownTable table(
      String what, BenchResults.Drains part, Function<Drain, String> name) {
    MarkdownTable table = MarkdownTable.under("| " + what + " |" + FIGURES);
    for (Drain drain : part.drains()) {
      row(table, drain, name.apply(drain) + (drain.cold() ? " (not warm)" : ""));
    }
    return table;
  }

  private static void row(MarkdownTable table, Drain drain, String name) {
    List<Usage> rounds = drain.rounds();
    table.row(
        name,
        spread(rounds, "%,.0f", Usage::ticksPerSecond),
        spread(rounds, "%.1f", Usage::cpuMicrosPerTick),
        median(rounds, "%.1f", Usage::brokerCpuMicrosPerTick),
        median(rounds, "%.0f %%", usage -> 100 * usage.streamThreadCpu()),
        median(rounds, "%.0f %%", usage -> 100 * usage.scoringThreadCpu()),
        median(rounds, "%.0f %%", usage -> 100 * usage.scoring()),
        median(rounds, "%,.0f", Usage::windowsPerScoringSecond),
        median(rounds, "%.0f", Usage::windowsPerBatch),
        median(rounds, "%,.0f", Usage::peakRssMib),
        median(rounds, "%,.0f", Usage::heapMib),
        median(rounds, "%.1f %%", usage -> 100 * usage.gc()),
        median(rounds, "%.0f %%", usage -> 100 * usage.compiling()),
        median(rounds, "%.0f %%", usage -> 100 * usage.stolen()),
        median(rounds, "%,.0f", Usage::allocatedBytesPerTick),
        median(rounds, "%,.0f", Usage::changelogBytesPerTick),
        drain.isOnce() ? "yes" : "**no**");
  }
}
