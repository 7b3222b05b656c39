package dev.tickwatch.lab.evaluation;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * An event of a labelled set.
 *
 * @param symbol whose it is; one within stars, as {@code *all*}, means every symbol
 * @param end exclusive
 */
record KnownEvent(String symbol, Instant start, Instant end, String kind, String measured) {

  /** Whether it is every symbol's. */
  boolean isOfAll() {
    return symbol.startsWith("*") && symbol.endsWith("*");
  }

  boolean covers(long eventTimeMicros) {
    Instant time = Instant.EPOCH.plus(eventTimeMicros, ChronoUnit.MICROS);
    return !time.isBefore(start) && time.isBefore(end);
  }

  /** Whether a tick of a symbol lies within it. */
  boolean isAt(String ofSymbol, long eventTimeMicros) {
    return (isOfAll() || symbol.equals(ofSymbol)) && covers(eventTimeMicros);
  }

  /**
   * Reads a CSV file with columns {@code dataset,symbol,start,end,kind,measured}.
   *
   * @param datasets whose rows are wanted
   * @param zone of days; a date means all of its day
   */
  static List<KnownEvent> read(Path file, List<String> datasets, ZoneId zone) throws IOException {
    List<KnownEvent> events = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (CSVRecord row : format.parse(reader)) {
        if (datasets.contains(row.get("dataset"))) {
          events.add(
              new KnownEvent(
                  row.get("symbol"),
                  time(row.get("start"), 0, zone),
                  time(row.get("end"), 1, zone),
                  row.get("kind"),
                  row.get("measured")));
        }
      }
    }
    return events;
  }

  private static Instant time(String text, int moreDays, ZoneId zone) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).plusDays(moreDays).atStartOfDay(zone).toInstant();
  }
}
