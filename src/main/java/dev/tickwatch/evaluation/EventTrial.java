package dev.tickwatch.evaluation;

import dev.tickwatch.tick.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Known events, which are alerted on when a score reaches the budget's threshold within them. */
final class EventTrial {

  /** One known event and what became of it. */
  record Found(String symbol, Instant start, String kind, String measured, boolean alerted) {}

  private EventTrial() {}

  /**
   * Runs a fitted contender over the series and looks the events up.
   *
   * @param budget one false alert in so many ticks
   */
  static List<Found> run(TickwatchContender contender, Dataset dataset, double budget) {
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
    List<Found> found = new ArrayList<>();
    for (KnownEvents.Event event : dataset.events().events()) {
      List<Tick> ticks = whole.getOrDefault(event.symbol(), List.of());
      boolean inSeries = false;
      boolean alerted = false;
      for (int i = 0; i < ticks.size(); i++) {
        if (event.at(ticks.get(i).eventTimeMicros())) {
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
}
