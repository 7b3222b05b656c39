package dev.tickwatch.io.ingest;

import dev.tickwatch.io.ingest.CsvColumns.Column;
import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.io.wire.Excerpt;
import dev.tickwatch.io.wire.NumberText;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Collectors;

/** Lines to ticks, by the columns of a header. */
final class RowParser {
  private static final int SHOWN_COLUMNS = 20;

  private final Path file;
  private final List<String> header;
  private final String fixedSymbol;
  private final EventTimes times;
  private final TickCheck check;
  private final Cell symbol;
  private final Cell time;
  private final Cell price;
  private final Cell size;
  private final Cell high;
  private final Cell low;
  private final Cell bid;
  private final Cell ask;
  private final Cell exchange;
  private final Cell conditions;

  /** A column and where it is; {@code index} is -1 when the file lacks it. */
  private record Cell(String column, int index) {
    boolean absent() {
      return index < 0;
    }

    String of(List<String> cells) {
      return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }

    String orNull(List<String> cells) {
      String text = of(cells);
      return text.isEmpty() ? null : text;
    }

    double number(List<String> cells) {
      String text = of(cells);
      if (text.isEmpty()) {
        return Double.NaN;
      }
      try {
        return NumberText.parse(text);
      } catch (NumberFormatException e) {
        throw new UnreadableCell(this, e.getMessage());
      }
    }
  }

  private static final class UnreadableCell extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCell(Cell cell, String message) {
      super("column '" + cell.column + "': " + message, null, false, false);
    }
  }

  /**
   * @throws TickFileException when a column is missing or there twice
   */
  RowParser(Path file, List<String> header, CsvColumns columns, EventTimes times, TickCheck check) {
    this.file = file;
    this.header = header;
    this.times = times;
    this.check = check;
    this.fixedSymbol = columns.fixedSymbol().orElse(null);
    this.symbol =
        fixedSymbol == null ? find(columns.symbol()) : new Cell(columns.symbol().name(), -1);
    this.time = find(columns.time());
    this.price = find(columns.price());
    this.size = find(columns.size());
    this.high = find(columns.high());
    this.low = find(columns.low());
    this.bid = find(columns.bid());
    this.ask = find(columns.ask());
    this.exchange = find(columns.exchange());
    this.conditions = find(columns.conditions());
  }

  private Cell find(Column column) {
    String name = column.name().strip();
    int index = header.indexOf(name);
    if (index < 0 && column.required()) {
      throw TickFileException.missingColumn(
          file + " has no column " + Excerpt.of(name) + "; its columns are " + shownHeader(), name);
    }
    if (index >= 0 && header.lastIndexOf(name) != index) {
      throw new TickFileException(file + " has more than one column " + Excerpt.of(name));
    }
    return new Cell(name, index);
  }

  private String shownHeader() {
    String shown =
        header.stream().limit(SHOWN_COLUMNS).map(Excerpt::of).collect(Collectors.joining(", "));
    boolean looksLikeData = header.stream().anyMatch(RowParser::isNumber);
    return shown
        + (header.size() > SHOWN_COLUMNS ? " and " + (header.size() - SHOWN_COLUMNS) + " more" : "")
        + (looksLikeData ? " (is the header line missing?)" : "");
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(NumberText.parse(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The tick of a line, or what is wrong with it. */
  TickOutcome parse(String line) {
    Tick tick;
    try {
      tick = tick(CsvLine.cells(line));
    } catch (UnreadableCell e) {
      return rejected(e.getMessage());
    } catch (IOException e) {
      return rejected("broken quoting: " + Excerpt.of(line));
    }
    return check
        .defectOf(tick)
        .<TickOutcome>map(TickOutcome.Rejected::new)
        .orElseGet(() -> new TickOutcome.Accepted(tick));
  }

  private Tick tick(List<String> cells) throws UnreadableCell {
    for (int i = header.size(); i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) { // such as 1,234.5 without quotes: its cells are not in place
        throw new UnreadableCell(
            new Cell("" + (i + 1), i),
            Excerpt.of(cells.get(i)) + " is beyond the " + header.size() + " of the header");
      }
    }
    return new Tick(
        fixedSymbol == null ? symbol.of(cells) : fixedSymbol,
        micros(cells),
        price.number(cells),
        size.absent() ? 1 : size.number(cells),
        high.number(cells),
        low.number(cells),
        bid.number(cells),
        ask.number(cells),
        exchange.orNull(cells),
        conditions.orNull(cells));
  }

  private long micros(List<String> cells) {
    String text = time.of(cells);
    try {
      return times.micros(text);
    } catch (DateTimeException e) {
      throw new UnreadableCell(time, text.isEmpty() ? "is empty" : e.getMessage());
    }
  }

  /** A line that is no row at all. */
  static TickOutcome rejected(String detail) {
    return new TickOutcome.Rejected(new TickDefect(Reason.UNPARSABLE, detail));
  }
}
