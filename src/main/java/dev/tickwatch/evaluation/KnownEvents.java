package dev.tickwatch.evaluation;

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
 * Events that are known to have happened, of a labelled set: a CSV file with columns {@code
 * dataset,symbol,start,end,kind,measured}. An alert within one is right, not false.
 *
 * @param events in the order of the file
 */
record KnownEvents(List<Event> events) {

  /** None are known. */
  static final KnownEvents NONE = new KnownEvents(List.of());

  KnownEvents {
    events = List.copyOf(events);
  }

  /**
   * One event.
   *
   * @param end exclusive
   * @param measured what was seen, in words
   */
  record Event(String symbol, Instant start, Instant end, String kind, String measured) {

    boolean at(long micros) {
      Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  /**
   * Reads those of one dataset.
   *
   * @param of value of the column {@code dataset}
   * @param zone of dates, each of which means all of its day
   */
  static KnownEvents read(Path file, String of, ZoneId zone) throws IOException {
    List<Event> events = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (CSVRecord row : format.parse(reader)) {
        if (row.get("dataset").equals(of)) {
          events.add(
              new Event(
                  row.get("symbol"),
                  instant(row.get("start"), 0, zone),
                  instant(row.get("end"), 1, zone),
                  row.get("kind"),
                  row.get("measured")));
        }
      }
    }
    return new KnownEvents(events);
  }

  private static Instant instant(String text, int daysLater, ZoneId zone) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant();
  }

  /** Whether a symbol's tick lies within an event. */
  boolean at(String symbol, long micros) {
    return events.stream().anyMatch(event -> event.symbol().equals(symbol) && event.at(micros));
  }
}
