package dev.tickwatch.app.cli;

import dev.tickwatch.io.ingest.CsvColumns;
import dev.tickwatch.io.ingest.CsvColumns.Column;
import dev.tickwatch.io.ingest.TickFile;
import dev.tickwatch.io.ingest.TickFileException;
import dev.tickwatch.io.ingest.TickFiles;
import dev.tickwatch.io.ingest.TickHistory;
import dev.tickwatch.io.wire.EpochUnit;
import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.market.tick.TickCheck;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** A CSV file of ticks and what its columns mean: flags that commands share. */
public final class TickFileOptions {
  @Option(
      names = "--ticks",
      paramLabel = "FILE",
      description =
          "CSV file with a header, plain or gzip. Columns symbol,time,price and, where there,"
              + " size,high,low,bid,ask,exchange,conditions; the flags below name others.")
  private Path file;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "Symbol of all rows, for a file without a symbol column.")
  private String symbol;

  @Option(names = "--symbol-column", paramLabel = "NAME", description = "Default: symbol")
  private String symbolColumn;

  @Option(names = "--time-column", paramLabel = "NAME", description = "Default: time")
  private String timeColumn;

  @Option(
      names = "--price-column",
      paramLabel = "NAME",
      description = "Default: price. May be the close of a bar.")
  private String priceColumn;

  @Option(
      names = "--size-column",
      paramLabel = "NAME",
      description = "Default: size; without such a column every size is 1.")
  private String sizeColumn;

  @Option(
      names = "--high-column",
      paramLabel = "NAME",
      description = "Default: high; highest price of a bar.")
  private String highColumn;

  @Option(
      names = "--low-column",
      paramLabel = "NAME",
      description = "Default: low; lowest price of a bar.")
  private String lowColumn;

  @Option(names = "--bid-column", paramLabel = "NAME", description = "Default: bid")
  private String bidColumn;

  @Option(names = "--ask-column", paramLabel = "NAME", description = "Default: ask")
  private String askColumn;

  @Option(names = "--exchange-column", paramLabel = "NAME", description = "Default: exchange")
  private String exchangeColumn;

  @Option(names = "--conditions-column", paramLabel = "NAME", description = "Default: conditions")
  private String conditionsColumn;

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      defaultValue = "AUTO",
      description =
          "Unit of times that are numbers since 1970: seconds, millis, micros, nanos, or auto,"
              + " which tells by magnitude. Default: auto")
  private EpochUnit timeUnit;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "Zone of times without an offset, such as America/New_York. Default: ${DEFAULT-VALUE}")
  private String timeZone;

  /** Whether a file was named. */
  public boolean given() {
    return file != null;
  }

  /**
   * The file.
   *
   * @throws UserError when none was named
   */
  public Path file() {
    if (file == null) {
      throw new UserError("--ticks FILE is missing");
    }
    return file;
  }

  /**
   * Opens the file; the caller closes it.
   *
   * @param check which ticks are accepted
   * @throws UserError when a flag is wrong or the file lacks a column
   * @throws TickFileException when the file cannot be read
   */
  public TickFile open(TickCheck check) {
    return explained(() -> TickFile.open(file(), columns(), times(), check));
  }

  /**
   * Loads the whole file.
   *
   * @param check which ticks are accepted
   * @throws UserError when a flag is wrong or the file lacks a column
   * @throws TickFileException when the file cannot be read
   */
  public TickHistory load(TickCheck check) {
    return explained(() -> TickFiles.bySymbol(file(), columns(), times(), check));
  }

  private static <T> T explained(Supplier<T> action) {
    try {
      return action.get();
    } catch (TickFileException e) {
      if (e.missingColumn().isEmpty()) {
        throw e;
      }
      throw new UserError(
          e.getMessage()
              + "; name columns with --symbol-column, --time-column, --price-column and so on, or"
              + " give all rows one --symbol",
          e);
    }
  }

  private CsvColumns columns() {
    if (symbol != null && symbolColumn != null) {
      throw new UserError("--symbol and --symbol-column exclude each other");
    }
    if (symbol != null && symbol.isBlank()) {
      throw new UserError("--symbol is blank");
    }
    CsvColumns byDefault = CsvColumns.DEFAULT;
    return new CsvColumns(
        Optional.ofNullable(symbol),
        column(symbolColumn, byDefault.symbol()),
        column(timeColumn, byDefault.time()),
        column(priceColumn, byDefault.price()),
        column(sizeColumn, byDefault.size()),
        column(highColumn, byDefault.high()),
        column(lowColumn, byDefault.low()),
        column(bidColumn, byDefault.bid()),
        column(askColumn, byDefault.ask()),
        column(exchangeColumn, byDefault.exchange()),
        column(conditionsColumn, byDefault.conditions()));
  }

  private static Column column(String named, Column byDefault) {
    return named == null ? byDefault : Column.required(named);
  }

  private EventTimes times() {
    try {
      return new EventTimes(timeUnit, Optional.of(ZoneId.of(timeZone)));
    } catch (DateTimeException e) {
      throw new UserError("--time-zone '" + timeZone + "' is not a time zone", e);
    }
  }
}
