package dev.tickwatch.lab.bench;

import static dev.tickwatch.lab.harness.MarkdownPage.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tickwatch.lab.harness.HarnessException;
import dev.tickwatch.lab.harness.Json;
import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Results as a page of Markdown, pictures, and JSON. */
public final class PerformanceReport {
  private static final String INTRODUCTION =
      """
      The service runs in a process of its own with default settings (one stream thread and beside it one that runs
      the model, commits each 50 ms, linger 5 ms, batches of 128 that grow to 512 while the model is busy, exactly once unless said otherwise; heap of at
      most 768 MiB), the broker in another one beside it, on a topic of %d partitions. Ticks are %s. Only what was
      measured in the same run is compared. A figure is the median of the rounds, with the quartiles in brackets.

      * *Drain*: the topics are full before the services start. All variants run beside each other; one at a time is at
        work, for a few seconds, and the processes of the others are stopped. Each has its turn in each round, forwards
        and backwards, and so has the scorer alone: a ratio is of two turns of one round, and its median is told.
        Measured once every symbol has its window and each JVM has been at work for 80 s, or through half of its backlog;
        counted are ticks whose offsets are committed. Every score record is then read as a reader of committed records sees it:
        each tick has to be there once, in order.
      * *CPU* is the CPU time of the process over its ticks, *RSS* the most resident memory since its start (at a
        fixed rate that at the end). *Compiling*
        is the share of the time that the JVM's compilers were at it: what is left of the warm-up; *stolen* is that of the
        cores which the host gave to other machines. *Changelog* is what the service sends to its windows' changelog, in
        bytes of record batches.
      * *Free scorer* is the same service around a model that answers constants: what all but the model costs.
      * *Random Cut Forest* (50 trees, 256 samples, shingles of 8 log prices, normalised differences) stands in the
        place of windows and model in the same topology: same source, parsing, score records and sinks, exactly once.
        Its forests are in memory only and gone after a restart, and it writes no forecasts: both favour it.
      * *Latency* is from the moment at which a tick was due, whether or not it could be sent then, to its score at a
        reader of committed records. Each service is fed at its first rate for some seconds before
        each turn, which is not counted. Rates are shares of what the same service drains in a turn of the same round.
        A turn in which the host took more than 2 %% of the cores is taken again, twice at most; the take in which
        it took least counts, whatever its latency.
      * A batch goes through the model in rows of a multiple of four, so that *batch size 1* costs what four would.
      * The *ceiling* is the same scorer called on one thread with nothing around it, at its best batch size, in the
        same round, while all services are stopped. *Two at once* tells how far the cores are whole: on a virtual machine
        two of them may be one of the host's.

      """;

  /** Of the file of results. */
  private static final int FORMAT = 2;

  private PerformanceReport() {}

  /**
   * Writes {@code page} and, in a directory of its name beside it, {@code results.json} and the
   * pictures. What an earlier run measured and this one did not stays on the page.
   *
   * @throws UncheckedIOException when they cannot be written
   */
  public static void write(BenchResults now, Path page) {
    BenchResults results = now.over(earlier(page));
    Json.write(json(page), new Kept(FORMAT, results));
    try {
      page(results, page).write(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The file of results.
   *
   * @param format {@value #FORMAT}; another one where figures of other versions mean something else
   */
  record Kept(int format, BenchResults results) {}

  /**
   * What earlier runs left beside a page; nothing where there were none. To be asked before hours
   * are spent on measuring, too.
   *
   * @throws HarnessException when another version wrote it, or it is damaged
   * @throws UncheckedIOException when it cannot be read
   */
  public static BenchResults earlier(Path page) {
    Path json = json(page);
    if (!Files.exists(json)) {
      return BenchResults.NONE;
    }
    String advice = "; move it away, or name another page";
    try {
      int format = Json.number(json, "format");
      if (format != FORMAT) {
        throw new HarnessException(
            "%s is of another version of Tickwatch: its format is %d, not %d%s"
                .formatted(json, format, FORMAT, advice));
      }
      return Json.read(json, Kept.class).results();
    } catch (JsonProcessingException e) {
      throw new HarnessException(json + " is damaged: " + e.getOriginalMessage() + advice, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path json(Path page) {
    return page.resolveSibling(MarkdownPage.stem(page)).resolve("results.json");
  }

  private static MarkdownPage page(BenchResults results, Path page) throws IOException {
    String stem = MarkdownPage.stem(page);
    PerformancePictures pictures = new PerformancePictures(page.resolveSibling(stem));
    MarkdownPage text = MarkdownPage.titled("Speed");
    text.paragraph("Written by `tickwatch bench`, which measures it as follows.");
    text.text(format(INTRODUCTION, Backlog.PARTITIONS, ticks(results)));
    targets(text, Target.of(results));
    if (results.drain() != null) {
      DrainTables.variants(text, results.drain());
      pictures.rates("drain", "Ticks a second", results.drain(), Drain::variant);
      text.picture("Ticks a second by variant", stem + "/drain.png");
    }
    if (results.latency() != null) {
      LatencyTables.write(text, results.latency());
      pictures.latencies(results.latency());
      text.picture("Latency by load", stem + "/latency.png");
    }
    if (results.symbols() != null) {
      DrainTables.symbols(text, results.symbols());
      pictures.rates(
          "symbols",
          "Ticks a second",
          results.symbols(),
          drain -> format("%,d symbols", drain.symbols()));
      text.picture("Ticks a second by number of symbols", stem + "/symbols.png");
    }
    for (BenchResults.ScorerAlone part : results.scorer()) {
      scorer(text, "The scorer alone", SCORER, part);
      String name = ("scorer " + part.device()).replaceAll("\\W", "-");
      pictures.scorer(name, "The scorer alone, " + part.device(), part);
      text.picture("Windows a second by batch size", stem + "/" + name + ".png");
    }
    for (BenchResults.ScorerAlone part : results.lstmA()) {
      scorer(text, "LSTM_A", LSTM_A, part);
    }
    return text;
  }

  /** A line for each target that was measured. */
  public static List<String> verdicts(BenchResults results) {
    return Target.of(results).stream()
        .map(
            target ->
                format(
                    "%s: %s%s",
                    target.what(),
                    target.measured().text(target.format()),
                    target
                        .met()
                        .map(
                            met ->
                                format(", wanted %s: %s", target.wanted(), met ? "met" : "MISSED"))
                        .orElse("")))
        .toList();
  }

  private static final String SCORER =
      "The model in ONNX Runtime on one thread, with all that goes in and comes out copied, and nothing around it.\n\n";

  private static final String LSTM_A =
      """
      The shape of the model LSTM_A of STAC-ML Markets (Inference): 50 steps of 100 features, two LSTM layers of 100
      units, a dense layer to one number, random weights; in the same runtime with the same session options. This is
      no run of that benchmark, which has rules of its own.

      """;

  private static String ticks(BenchResults results) {
    return Stream.of(results.drain(), results.symbols())
        .filter(part -> part != null)
        .map(part -> part.machine().ticks())
        .findFirst()
        .orElse("seeded random walks");
  }

  private static void targets(MarkdownPage text, List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    MarkdownTable table = MarkdownTable.under("| figure | wanted | measured | |");
    for (Target target : targets) {
      table.row(
          target.what(),
          target.wanted(),
          target.measured().text(target.format()),
          target.met().map(met -> met ? "met" : "**missed**").orElse(""));
    }
    text.section("Targets").table(table);
  }

  /** What a part was measured with. */
  static void heading(MarkdownPage text, String title, Machine machine) {
    text.section(title).text("`" + machine.command() + "`\n\n");
    text.text(machine.describe() + ".\n\n");
    if (machine.isBusy()) {
      text.text("**The machine was at work for others: these figures are poor.**\n\n");
    }
  }

  private static void scorer(
      MarkdownPage text, String title, String explanation, BenchResults.ScorerAlone part) {
    heading(text, title + ", " + part.device(), part.machine());
    MarkdownTable table = MarkdownTable.under("| batch | windows/s | p50 µs a call | p99 |");
    for (int batch : part.points().stream().map(ScorerPoint::batch).distinct().toList()) {
      List<ScorerPoint> points =
          part.points().stream().filter(point -> point.batch() == batch).toList();
      table.row(
          Integer.toString(batch),
          spread(points, "%,.0f", ScorerPoint::windowsPerSecond),
          spread(points, "%,.0f", ScorerPoint::p50Micros),
          spread(points, "%,.0f", ScorerPoint::p99Micros));
    }
    text.text(explanation).table(table);
  }

  /** Median and quartiles of a figure. */
  static <T> String spread(List<T> all, String format, ToDoubleFunction<T> figure) {
    return Spread.of(all, figure).text(format);
  }

  /** The median of a figure. */
  static <T> String median(List<T> all, String format, ToDoubleFunction<T> figure) {
    return format(format, Spread.of(all, figure).median());
  }
}
