package dev.tickwatch.app.web;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the page shows besides the board.
 *
 * @param budgetTicks one expected false alert in so many ticks
 * @param annotations spans to shade
 * @param version of Tickwatch
 */
public record PageInfo(double budgetTicks, Annotations annotations, String version) {

  /** Score at and above which a tick is anomalous: -log10 of the threshold. */
  double threshold() {
    return Math.log10(budgetTicks);
  }

  ObjectNode summary(LiveBoard.Summary summary) {
    ObjectNode json = PageJson.object();
    json.put("ticksPerSecond", summary.ticksPerSecond());
    json.put("scored", summary.scored());
    json.put("warmingUp", summary.warmingUp());
    json.put("alertsOpened", summary.alertsOpened());
    json.put("modelVersion", summary.modelVersion().orElse(null));
    json.put("annotations", annotations.current().size());
    json.set("symbols", PageJson.symbols(summary.newest()));
    return json;
  }
}
