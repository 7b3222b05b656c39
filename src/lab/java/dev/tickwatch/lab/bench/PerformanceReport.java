package dev.tickwatch.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
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
    try {
      BenchResults results = merge(now, page);
      Files.writeString(page, page(results, page));
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

  private static BenchResults merge(BenchResults now, Path page) throws IOException {
    BenchResults results = now.over(earlier(page));
    Path json = json(page);
    Files.createDirectories(json.getParent());
    Path beside = json.resolveSibling(json.getFileName() + ".new");
    Files.writeString(beside, Json.page(new Kept(FORMAT, results)));
    Files.move(beside, json, StandardCopyOption.REPLACE_EXISTING);
    return results;
  }

  /**
   * What earlier runs left beside a page; nothing where there were none. To be asked before hours
   * are spent on measuring, too.
   *
   * @throws BenchException when another version wrote it, or it is damaged
   * @throws UncheckedIOException when it cannot be read
   */
  public static BenchResults earlier(Path page) {
    Path json = json(page);
    if (!Files.exists(json)) {
      return BenchResults.NONE;
    }
    String advice = "; move it away, or name another page";
    try {
      String kept = Files.readString(json);
      int format = Json.number(kept, "format");
      if (format != FORMAT) {
        throw new BenchException(
            "%s is of another version of Tickwatch: its format is %d, not %d%s"
                .formatted(json, format, FORMAT, advice));
      }
      return Json.read(kept, Kept.class).results();
    } catch (JsonProcessingException e) {
      throw new BenchException(json + " is damaged: " + e.getOriginalMessage() + advice, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path json(Path page) {
    return page.resolveSibling(stem(page)).resolve("results.json");
  }

  private static String page(BenchResults results, Path page) throws IOException {
    PerformancePictures pictures = new PerformancePictures(page.resolveSibling(stem(page)));
    StringBuilder text =
        new StringBuilder(
            "# Speed\n\nWritten by `tickwatch bench`, which measures it as follows.\n\n");
    text.append(line(INTRODUCTION, Backlog.PARTITIONS, ticks(results)));
    targets(text, Target.of(results));
    if (results.drain() != null) {
      DrainTables.variants(text, results.drain());
      pictures.rates("drain", "Ticks a second", results.drain(), Drain::variant);
      picture(text, page, "drain", "Ticks a second by variant");
    }
    if (results.latency() != null) {
      latencies(text, results.latency());
      pictures.latencies(results.latency());
      picture(text, page, "latency", "Latency by load");
    }
    if (results.symbols() != null) {
      DrainTables.symbols(text, results.symbols());
      pictures.rates(
          "symbols",
          "Ticks a second",
          results.symbols(),
          drain -> line("%,d symbols", drain.symbols()));
      picture(text, page, "symbols", "Ticks a second by number of symbols");
    }
    for (BenchResults.ScorerAlone part : results.scorer()) {
      scorer(text, "The scorer alone", SCORER, part);
      String name = ("scorer " + part.device()).replaceAll("\\W", "-");
      pictures.scorer(name, "The scorer alone, " + part.device(), part);
      picture(text, page, name, "Windows a second by batch size");
    }
    for (BenchResults.ScorerAlone part : results.lstmA()) {
      scorer(text, "LSTM_A", LSTM_A, part);
    }
    return text.toString();
  }

  /** A line for each target that was measured. */
  public static List<String> verdicts(BenchResults results) {
    return Target.of(results).stream()
        .map(
            target ->
                line(
                    "%s: %s%s",
                    target.what(),
                    target.measured().text(target.format()),
                    target
                        .met()
                        .map(
                            met -> line(", wanted %s: %s", target.wanted(), met ? "met" : "MISSED"))
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

  private static String stem(Path page) {
    return String.valueOf(page.getFileName()).replaceFirst("\\.md$", "");
  }

  private static String ticks(BenchResults results) {
    return Stream.of(results.drain(), results.symbols())
        .filter(part -> part != null)
        .map(part -> part.machine().ticks())
        .findFirst()
        .orElse("seeded random walks");
  }

  private static void targets(StringBuilder text, List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    text.append("## Targets\n\n| figure | wanted | measured | |\n|---|---|---|---|\n");
    for (Target target : targets) {
      text.append(
          line(
              "| %s | %s | %s | %s |\n",
              target.what(),
              target.wanted(),
              target.measured().text(target.format()),
              target.met().map(met -> met ? "met" : "**missed**").orElse("")));
    }
    text.append('\n');
  }

  /** The median. */
  static String stolen(List<Usage> usages) {
    return line("%.0f %%", Spread.of(usages.stream().map(u -> 100 * u.stolen()).toList()).median());
  }

  static void heading(StringBuilder text, String title, Machine machine) {
    text.append("## ").append(title).append("\n\n`").append(machine.command()).append("`\n\n");
    text.append(machine.describe()).append(".\n\n");
    if (machine.isBusy()) {
      text.append("**The machine was at work for others: these figures are poor.**\n\n");
    }
  }

  private static void latencies(StringBuilder text, BenchResults.Latencies part) {
    heading(text, "Latency at fixed rates", part.machine());
    text.append(
        line(
            "%,d symbols; loads are shares of what the same service drained in a turn of the same round. A rate is"
                + " sustained where every score comes, and as many a second as ticks.\n\n",
            part.symbols()));
    text.append("| load ").append(LATENCY_COLUMNS).append("|---").append(LATENCY_RULE);
    for (double load : part.loads()) {
      text.append(line("| %.0f %% ", 100 * load)).append(latency(part.at(load)));
    }
    text.append('\n');
    takenAgain(text, part);
    if (!part.others().isEmpty()) {
      double load = part.loads().get(0);
      text.append(
          line(
              "Others beside it, in the same rounds, each at %.0f %% of what it drains by the drains of this run.\n\n",
              100 * load));
      text.append("| variant | symbols ").append(LATENCY_COLUMNS);
      text.append("|---|---").append(LATENCY_RULE);
      for (BenchResults.Fed other : part.others()) {
        text.append(line("| %s | %,d ", other.variant(), other.symbols()));
        text.append(latency(other.counted()));
      }
      text.append('\n');
    }
  }

  /** What did not count, so that nobody need trust the rule by which it does not. */
  private static void takenAgain(StringBuilder text, BenchResults.Latencies part) {
    double load = part.loads().get(0);
    List<LatencyStep> all = part.steps().stream().filter(step -> step.load() == load).toList();
    int again = all.size() - part.at(load).size();
    if (again > 0) {
      text.append(
          line(
              "At %.0f %% load %d takes more were needed, as the host took cores; with every take counted,"
                  + " p99 is %s ms there.\n\n",
              100 * load, again, step(all, "%.1f", LatencyStep::p99)));
    }
  }

  private static final String LATENCY_COLUMNS =
      "| ticks/s | sustained | p50 ms | p99 | p99.9 | max | CPU µs a tick | RSS MiB | stolen |\n";

  private static final String LATENCY_RULE = "|---|---|---|---|---|---|---|---|---|\n";

  private static String latency(List<LatencyStep> steps) {
    return line(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
        step(steps, "%,.0f", LatencyStep::offeredPerSecond),
        steps.stream().allMatch(LatencyStep::isSustained) ? "yes" : "**no**",
        step(steps, "%.1f", LatencyStep::p50),
        step(steps, "%.1f", LatencyStep::p99),
        step(steps, "%.1f", LatencyStep::p999),
        step(steps, "%.0f", LatencyStep::max),
        step(steps, "%.1f", step -> step.usage().cpuMicrosPerTick()),
        step(steps, "%.0f", step -> step.usage().rssMib()),
        stolen(steps.stream().map(LatencyStep::usage).toList()));
  }

  private static String step(
      List<LatencyStep> steps, String format, ToDoubleFunction<LatencyStep> figure) {
    return Spread.of(steps.stream().map(figure::applyAsDouble).toList()).text(format);
  }

  private static void scorer(
      StringBuilder text, String title, String explanation, BenchResults.ScorerAlone part) {
    heading(text, title + ", " + part.device(), part.machine());
    text.append(explanation);
    text.append("| batch | windows/s | p50 µs a call | p99 |\n|---|---|---|---|\n");
    for (int batch : part.points().stream().map(ScorerPoint::batch).distinct().toList()) {
      List<ScorerPoint> points =
          part.points().stream().filter(point -> point.batch() == batch).toList();
      text.append(
          line(
              "| %d | %s | %s | %s |\n",
              batch,
              point(points, "%,.0f", ScorerPoint::windowsPerSecond),
              point(points, "%,.0f", ScorerPoint::p50Micros),
              point(points, "%,.0f", ScorerPoint::p99Micros)));
    }
    text.append('\n');
  }

  private static String point(
      List<ScorerPoint> points, String format, ToDoubleFunction<ScorerPoint> figure) {
    return Spread.of(points.stream().map(figure::applyAsDouble).toList()).text(format);
  }

  private static void picture(StringBuilder text, Path page, String name, String caption) {
    text.append(line("![%s](%s/%s.png)\n\n", caption, stem(page), name));
  }

  static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
