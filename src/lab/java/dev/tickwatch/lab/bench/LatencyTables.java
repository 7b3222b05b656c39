package dev.tickwatch.lab.bench;

import static dev.tickwatch.lab.bench.PerformanceReport.median;
import static dev.tickwatch.lab.bench.PerformanceReport.spread;
import static dev.tickwatch.lab.harness.MarkdownPage.format;

import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.util.List;
import java.util.stream.Stream;

/** Latencies at fixed rates as tables of the page. */
final class LatencyTables {
  private static final String FIGURES =
      " ticks/s | sustained | p50 ms | p99 | p99.9 | max | CPU µs a tick | RSS MiB | stolen |";

  private LatencyTables() {}

  /** A row for each load, and one for each service beside. */
  static void write(MarkdownPage text, BenchResults.Latencies part) {
    PerformanceReport.heading(text, "Latency at fixed rates", part.machine());
    text.paragraph(
        "%,d symbols; loads are shares of what the same service drained in a turn of the same round. A rate is"
            + " sustained where every score comes, and as many a second as ticks.",
        part.symbols());
    MarkdownTable loads = MarkdownTable.under("| load |" + FIGURES);
    for (double load : part.loads()) {
      row(loads, part.at(load), format("%.0f %%", 100 * load));
    }
    text.table(loads);
    takenAgain(text, part);
    if (!part.others().isEmpty()) {
      others(text, part);
    }
  }

  private static void others(MarkdownPage text, BenchResults.Latencies part) {
    text.paragraph(
        "Others beside it, in the same rounds, each at %.0f %% of what it drains by the drains of this run.",
        100 * part.loads().get(0));
    MarkdownTable others = MarkdownTable.under("| variant | symbols |" + FIGURES);
    for (BenchResults.Fed other : part.others()) {
      row(others, other.counted(), other.variant(), format("%,d", other.symbols()));
    }
    text.table(others);
  }

  /** What did not count, so that nobody need trust the rule by which it does not. */
  private static void takenAgain(MarkdownPage text, BenchResults.Latencies part) {
    double load = part.loads().get(0);
    List<LatencyStep> all = part.steps().stream().filter(step -> step.load() == load).toList();
    int again = all.size() - part.at(load).size();
    if (again > 0) {
      text.paragraph(
          "At %.0f %% load %d takes more were needed, as the host took cores; with every take counted,"
              + " p99 is %s ms there.",
          100 * load, again, spread(all, "%.1f", LatencyStep::p99));
    }
  }

  private static void row(MarkdownTable table, List<LatencyStep> steps, String... names) {
    Stream<String> figures =
        Stream.of(
            spread(steps, "%,.0f", LatencyStep::offeredPerSecond),
            steps.stream().allMatch(LatencyStep::isSustained) ? "yes" : "**no**",
            spread(steps, "%.1f", LatencyStep::p50),
            spread(steps, "%.1f", LatencyStep::p99),
            spread(steps, "%.1f", LatencyStep::p999),
            spread(steps, "%.0f", LatencyStep::max),
            spread(steps, "%.1f", step -> step.usage().cpuMicrosPerTick()),
            spread(steps, "%.0f", step -> step.usage().rssMib()),
            median(steps, "%.0f %%", step -> 100 * step.usage().stolen()));
    table.row(Stream.concat(Stream.of(names), figures).toList());
  }
}
