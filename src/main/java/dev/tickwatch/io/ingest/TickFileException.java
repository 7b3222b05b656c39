package dev.tickwatch.io.ingest;

import java.util.Optional;

/** A file is not a CSV file of ticks; the message names the file and what is wrong with it. */
public final class TickFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String missingColumn;

  TickFileException(String message) {
    this(message, null, null);
  }

  TickFileException(String message, Throwable cause) {
    this(message, null, cause);
  }

  private TickFileException(String message, String missingColumn, Throwable cause) {
    super(message, cause);
    this.missingColumn = missingColumn;
  }

  static TickFileException missingColumn(String message, String column) {
    return new TickFileException(message, column, null);
  }

  /** The column that the file lacks, where that is what is wrong. */
  public Optional<String> missingColumn() {
    return Optional.ofNullable(missingColumn);
  }
}
