package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.Json;
import dev.tickwatch.lab.harness.MarkdownPage;
import dev.tickwatch.lab.harness.MarkdownTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Results as a page of Markdown and as JSON. */
public final class ReliabilityReport {
  private static final String HEADING =
      "| fault | struck | ticks in | scores | forecasts | alerts | market alerts | dead letters"
          + " | missing | duplicate | out of order | wrong | recovery, median | longest |";

  private static final String INTRODUCTION =
      """
      A seeded input is sent to a topic: random walks of several symbols with ticks that come late or too late, prices far off, symbols that
      fall silent, and records that are no ticks. The input is always some hundreds of records ahead of the results, so that each fault strikes in the
      middle. Services run in processes of their own, started again by a supervisor whenever they end. Afterwards **every** record of every output
      topic is read under `read_committed` and compared, key and value, byte by byte, with what the code of `tickwatch backtest` makes of the same
      input in memory.

      - *missing*: expected and not there; *duplicate*: there once more; *out of order*: behind a record of the same symbol that it belongs before;
        *wrong*: a byte differs, or it was not expected at all.
      - Order is that of a symbol in a topic. Its silences are told by the ticks of other symbols, so they are ordered among themselves. A dead
        letter has the order of its partition and key; one without a key has none, as Kafka puts it into any partition.
      - *recovery*: from the strike until every record sent before it, and the next ticks of every symbol, were scored and committed; restart of
        the process or the broker included.
      - A swap of models is between two networks that were trained on different walks, under ever new versions (with `--model`, of that network
        under other versions). Each score is compared with what the network makes of the tick whose version the record names, and so is all that
        follows from it; the bytes of the version itself are not. Versions follow each other for every symbol as the models did, none coming back.

      """;

  private static final String LIMITS =
      """

      ## What this does not show

      - Brokers and services share one machine, so that no clock of one differs from another's. The clock of a running process was not moved. No
        score reads a clock, which an architecture test holds for every package that computes one; that instances in other time zones, and
        records with timestamps of 1970 and 2100, give the same bytes is shown above.
      - SIGKILL ends a process and leaves what the operating system has buffered: a loss of power is not staged.
      - *Disk full* is a small file system of its own (tmpfs) filled to the last byte. A service that runs goes on for as long as RocksDB keeps its
        windows in memory, which it is told to do for 16 KiB only; then it fails, with status 1, as does one that starts, until there is space.
      - A state directory that is deleted under a running service is noticed when the service next starts: windows are then restored from the
        changelog topic.
      """;

  private ReliabilityReport() {}

  /**
   * Writes the page.
   *
   * @param command what reproduces it
   */
  public static void write(List<FaultResult> results, Path page, String command) {
    MarkdownPage text = MarkdownPage.titled("Reliability");
    text.paragraph("Written by").command(command).text(INTRODUCTION);
    MarkdownTable table = MarkdownTable.under(HEADING);
    results.stream()
        .filter(result -> result.notRun().isEmpty())
        .forEach(result -> table.row(row(result)));
    text.table(table).section("What was done, exactly");
    results.forEach(result -> text.text(note(result)));
    text.text(LIMITS).write(page);
  }

  /** Writes all that is known. */
  public static void writeJson(List<FaultResult> results, Path file) {
    Json.write(file, results);
  }

  private static List<String> row(FaultResult result) {
    Verdict total = result.total();
    List<String> cells = new ArrayList<>();
    cells.add("`" + result.fault().code() + (result.problem().isEmpty() ? "`" : "` (broke off)"));
    cells.add(Integer.toString(result.strikes()));
    cells.add(count(result.ticks()));
    for (Output output : Output.values()) {
      cells.add(count(result.records(output)));
    }
    for (long wrong :
        List.of(total.missing(), total.duplicate(), total.outOfOrder(), total.wrong())) {
      cells.add(result.verdicts().isEmpty() ? "?" : count(wrong));
    }
    cells.add(seconds(result.medianRecovery()));
    cells.add(seconds(result.longestRecovery()));
    return cells;
  }

  private static String note(FaultResult result) {
    StringBuilder text = new StringBuilder("- `");
    text.append(result.fault().code())
        .append("`: ")
        .append(result.fault().description())
        .append('.');
    result.notRun().ifPresent(why -> text.append(" **Not run**: ").append(why).append('.'));
    if (!result.ends().isEmpty()) {
      text.append(" Services ended before the end of the trial, status × times:");
      result.ends().forEach((status, n) -> text.append(" %d × %d".formatted(status, n)));
      text.append('.');
    }
    result.problem().ifPresent(why -> text.append(" **Broke off**: ").append(why).append('.'));
    result.total().examples().forEach(example -> text.append("\n  - ").append(example));
    return text.append('\n').toString();
  }

  private static String count(long value) {
    return MarkdownPage.format("%,d", value);
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "" : MarkdownPage.format("%.1f s", value);
  }
}
