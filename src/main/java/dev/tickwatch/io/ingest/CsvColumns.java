package dev.tickwatch.io.ingest;

import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a CSV file make a tick.
 *
 * @param fixedSymbol symbol of every row; the symbol column is then not looked for
 * @param symbol text
 * @param time as {@link dev.tickwatch.io.wire.EventTimes} reads it
 * @param price a number; may be the close of a bar
 * @param size a number; where the file has no such column every size is 1
 * @param high of a bar: a number, or empty
 * @param low of a bar: a number, or empty
 * @param bid a number, or empty
 * @param ask a number, or empty
 * @param exchange text, or empty
 * @param conditions text, or empty
 */
public record CsvColumns(
    Optional<String> fixedSymbol,
    Column symbol,
    Column time,
    Column price,
    Column size,
    Column high,
    Column low,
    Column bid,
    Column ask,
    Column exchange,
    Column conditions) {

  /**
   * {@code symbol,time,price} and, where there, {@code size,high,low,bid,ask,exchange,conditions}.
   */
  public static final CsvColumns DEFAULT =
      new CsvColumns(
          Optional.empty(),
          Column.required("symbol"),
          Column.required("time"),
          Column.required("price"),
          Column.ifPresent("size"),
          Column.ifPresent("high"),
          Column.ifPresent("low"),
          Column.ifPresent("bid"),
          Column.ifPresent("ask"),
          Column.ifPresent("exchange"),
          Column.ifPresent("conditions"));

  /**
   * @throws IllegalArgumentException when the fixed symbol is blank
   */
  public CsvColumns {
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(price, "price");
    if (fixedSymbol.isPresent() && fixedSymbol.get().isBlank()) {
      throw new IllegalArgumentException("fixed symbol is blank");
    }
  }

  /**
   * One column.
   *
   * @param name as in the header, spaces around it ignored
   * @param required whether a file without it is refused
   */
  public record Column(String name, boolean required) {

    /** A column that the file must have. */
    public static Column required(String name) {
      return new Column(name, true);
    }

    /** A column that is used where the file has it. */
    public static Column ifPresent(String name) {
      return new Column(name, false);
    }
  }
}
