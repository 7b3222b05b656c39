package dev.tickwatch.evaluation;

import dev.tickwatch.tick.Tick;
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
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Known events of a labelled set: a CSV file with columns {@code
 * dataset,symbol,start,end,kind,measured}. An event is alerted on when an alert opens or is updated
 * within it.
 */
final class EventTrial {

  /** One known event and what became of it. */
  record Found(String symbol, Instant start, String kind, String measured, boolean alerted) {}

  private record Event(String symbol, Instant start, Instant end, String kind, String measured) {}

  private EventTrial() {}

  /**
   * Runs a fitted contender over the series and looks the events up.
   *
   * @param budget one false alert in so many ticks
   */
  static List<Found> run(
      TickwatchContender contender, Dataset dataset, Path file, String of, double budget)
      throws IOException {
    Map<String, List<Tick>> whole = new TreeMap<>();
    dataset
        .training()
        .forEach(
            (symbol, ticks) -> {
              List<Tick> all = new ArrayList<>(ticks);
              all.addAll(dataset.judged().get(symbol));
              whole.put(symbol, all);
            });
    Map<String, double[]> scores = contender.score(whole, budget);
    ZoneId zone = ZoneId.of(dataset.plan().timeZone());
    List<Found> found = new ArrayList<>();
    for (Event event : events(file, of, zone)) {
      List<Tick> ticks = whole.getOrDefault(event.symbol(), List.of());
      boolean inSeries = false;
      boolean alerted = false;
      for (int i = 0; i < ticks.size(); i++) {
        if (within(event, ticks.get(i).eventTimeMicros())) {
          inSeries = true;
          alerted |= scores.get(event.symbol())[i] >= Math.log10(budget);
        }
      }
      if (inSeries) {
        found.add(
            new Found(event.symbol(), event.start(), event.kind(), event.measured(), alerted));
      }
    }
    return found;
  }

  private static boolean within(Event event, long micros) {
    Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return !time.isBefore(event.start()) && time.isBefore(event.end());
  }

  private static List<Event> events(Path file, String of, ZoneId zone) throws IOException {
    List<Event> events = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (CSVRecord row : format.parse(reader)) {
        if (row.get("dataset").equals(of)) {
          events.add(
              new Event(
                  row.get("symbol"),
                  start(row.get("start"), zone),
                  end(row.get("end"), zone),
                  row.get("kind"),
                  row.get("measured")));
        }
      }
    }
    return events;
  }

  private static Instant start(String text, ZoneId zone) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay(zone).toInstant();
  }

  /** A date means all of its day. */
  private static Instant end(String text, ZoneId zone) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
  }
}
