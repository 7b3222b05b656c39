package dev.tickwatch.io.ingest;

import dev.tickwatch.io.wire.EventTimes;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.tick.TickCheck;
import java.nio.file.Path;

/** Whole files in memory. */
public final class TickFiles {
  private TickFiles() {}

  /**
   * Loads a file, in file order for each symbol.
   *
   * @throws TickFileException when the file cannot be read, has no rows, or lacks a column
   */
  public static TickHistory bySymbol(
      Path path, CsvColumns columns, EventTimes times, TickCheck check) {
    TickHistory history = new TickHistory();
    try (TickFile file = TickFile.open(path, columns, times, check)) {
      while (file.hasNext()) {
        TickRow row = file.next();
        if (row.outcome() instanceof TickOutcome.Accepted accepted) {
          history.add(accepted.tick());
        } else if (row.outcome() instanceof TickOutcome.Rejected rejected) {
          history.defects().add("line " + row.line(), rejected.defect());
        }
      }
    }
    return history;
  }
}
