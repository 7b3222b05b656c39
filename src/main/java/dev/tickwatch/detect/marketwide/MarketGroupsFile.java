package dev.tickwatch.detect.marketwide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The mapping file of groups: CSV with the columns {@code symbol} and {@code group}, a line for
 * each symbol of each group.
 */
public final class MarketGroupsFile {
  private static final String SYMBOL = "symbol";
  private static final String GROUP = "group";

  private MarketGroupsFile() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it cannot be read, or a line is wrong; the message names
   *     file and line
   */
  public static MarketGroups read(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(file, UTF_8), format)) {
      if (!rows.getHeaderNames().containsAll(List.of(SYMBOL, GROUP))) {
        throw new IllegalArgumentException(
            "%s has the columns %s; must have symbol and group"
                .formatted(file, rows.getHeaderNames()));
      }
      Map<String, TreeSet<String>> groups = new TreeMap<>();
      for (CSVRecord row : rows) {
        if (!row.isConsistent() || row.get(SYMBOL).isBlank() || row.get(GROUP).isBlank()) {
          throw new IllegalArgumentException(
              "%s, line %d: must have a symbol and a group, not '%s'"
                  .formatted(file, rows.getCurrentLineNumber(), String.join(",", row.values())));
        }
        groups.computeIfAbsent(row.get(SYMBOL), any -> new TreeSet<>()).add(row.get(GROUP));
      }
      return new MarketGroups(groups);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
