package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the product makes of known events: whether it alerts, that is, an alert opens or is updated
 * within the event, and how it names what is wrong with the data.
 */
final class EventTrial {

  /**
   * One known event and what became of it.
   *
   * @param alerted whether its symbol alerted, or any for an event of all symbols
   * @param warmingUp whether it lies in its symbol's warm-up, where the data are judged but nothing
   *     alerts
   * @param named codes of quality reasons; null where they were not looked at, or for an event of
   *     all symbols
   * @param symbols of an event of all symbols: past warm-up that day; otherwise 0
   * @param alertedSymbols of these, those that alerted
   */
  record Found(
      String symbol,
      Instant start,
      String kind,
      String measured,
      boolean alerted,
      boolean warmingUp,
      List<String> named,
      int symbols,
      int alertedSymbols) {}

  /**
   * All of them.
   *
   * @param otherTicks that lie in no event of their own symbol; an event of all symbols is none
   * @param namedOtherwise how many of these had a quality reason, by its code; null where that was
   *     not looked at
   */
  record Result(List<Found> found, long otherTicks, Map<String, Integer> namedOtherwise) {}

  private final Map<String, List<Score>> records;
  private final double threshold;

  /**
   * @param records of every tick, by symbol
   * @param budget one false alert in so many ticks
   */
  EventTrial(Map<String, List<Score>> records, double budget) {
    this.records = records;
    this.threshold = Math.log10(budget);
  }

  /** Looks events up; those that no tick lies in are left out. */
  Result look(List<KnownEvent> events) {
    List<Found> found = new ArrayList<>();
    for (KnownEvent event : events) {
      if (event.isOfAll()) {
        ofAll(event, found);
      } else {
        ofOne(event, found);
      }
    }
    Map<String, Integer> named = new TreeMap<>();
    long others = 0;
    for (Map.Entry<String, List<Score>> symbol : records.entrySet()) {
      List<KnownEvent> own =
          events.stream().filter(event -> event.symbol().equals(symbol.getKey())).toList();
      for (Score score : symbol.getValue()) {
        if (own.stream().noneMatch(event -> event.covers(score.eventTimeMicros()))) {
          others++;
          score.quality().forEach(reason -> named.merge(reason.code(), 1, Integer::sum));
        }
      }
    }
    return new Result(found, others, named);
  }

  private void ofOne(KnownEvent event, List<Found> found) {
    List<Score> within = within(event, event.symbol());
    if (within.isEmpty()) {
      return;
    }
    Set<DataIssue> named = EnumSet.noneOf(DataIssue.class);
    within.forEach(score -> named.addAll(score.quality()));
    found.add(
        new Found(
            event.symbol(),
            event.start(),
            event.kind(),
            event.measured(),
            alerts(within),
            !scored(within),
            named.stream().map(DataIssue::code).toList(),
            0,
            0));
  }

  private void ofAll(KnownEvent event, List<Found> found) {
    int symbols = 0;
    int alerted = 0;
    for (String symbol : records.keySet()) {
      List<Score> within = within(event, symbol);
      symbols += scored(within) ? 1 : 0;
      alerted += alerts(within) ? 1 : 0;
    }
    if (symbols > 0) {
      found.add(
          new Found(
              event.symbol(),
              event.start(),
              event.kind(),
              event.measured(),
              alerted > 0,
              false,
              null,
              symbols,
              alerted));
    }
  }

  private List<Score> within(KnownEvent event, String symbol) {
    return records.getOrDefault(symbol, List.of()).stream()
        .filter(score -> event.covers(score.eventTimeMicros()))
        .toList();
  }

  private static boolean scored(List<Score> scores) {
    return scores.stream().anyMatch(score -> score.state() == Score.State.SCORED);
  }

  private boolean alerts(List<Score> scores) {
    return scores.stream().anyMatch(score -> -Math.log10(score.episodeRate()) >= threshold);
  }
}
