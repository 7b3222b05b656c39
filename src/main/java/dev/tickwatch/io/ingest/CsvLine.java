package dev.tickwatch.io.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Cells of one line. A quoted cell does not span lines: a stray quote then spoils its own row and
 * not the rest of the file.
 */
final class CsvLine {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  private CsvLine() {}

  /**
   * The cells, without spaces around them.
   *
   * @throws IOException when the quoting is broken
   */
  static List<String> cells(String line) throws IOException {
    return line.indexOf('"') < 0 ? plain(line) : quoted(line);
  }

  private static List<String> plain(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
      cells.add(line.substring(start, comma).strip());
      start = comma + 1;
    }
    cells.add(line.substring(start).strip());
    return cells;
  }

  private static List<String> quoted(String line) throws IOException {
    try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() != 1) {
        throw new IOException("broken quoting");
      }
      return records.get(0).stream().map(String::strip).toList();
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new IOException("broken quoting", e);
    }
  }
}
