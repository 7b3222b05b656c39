package dev.tickwatch.app.stream;

import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.util.List;
import java.util.Set;

/** Names of the topics; no two the same. Settings of the section {@code topics}. */
public record StreamTopics(
    @Setting(
            value = "Ticks in, keyed by symbol.",
            byDefault = "prices.ticks",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String ticks,
    @Setting(
            value = "A score for every tick.",
            byDefault = "prices.scores",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String scores,
    @Setting(
            value = "Forecasts of the next ticks.",
            byDefault = "prices.forecasts",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String forecasts,
    @Setting(
            value = "Openings, updates and closings of alerts.",
            byDefault = "prices.alerts",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String alerts,
    @Setting(
            value = "Openings, updates and closings of alerts of the market as a whole.",
            byDefault = "prices.market-alerts",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String marketAlerts,
    @Setting(
            value = "Records that could not be scored, with the reason.",
            byDefault = "prices.dead-letters",
            matching = KafkaName.FORM,
            allowed = KafkaName.ALLOWED)
        String deadLetters) {

  /** {@code prices.ticks} and so on. */
  public static final StreamTopics DEFAULT = SettingsLoader.defaults(StreamTopics.class);

  /**
   * @throws IllegalArgumentException when a name cannot be a topic's, or stands twice
   */
  public StreamTopics {
    KafkaName.require("topic of ticks", ticks);
    KafkaName.require("topic of scores", scores);
    KafkaName.require("topic of forecasts", forecasts);
    KafkaName.require("topic of alerts", alerts);
    KafkaName.require("topic of market alerts", marketAlerts);
    KafkaName.require("topic of dead letters", deadLetters);
    List<String> all = List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
    if (Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException(
          "topics.ticks, scores, forecasts, alerts, market-alerts and dead-letters must be six"
              + " topics, not "
              + String.join(", ", all));
    }
  }

  /** Every name, ticks first. */
  public List<String> all() {
    return List.of(ticks, scores, forecasts, alerts, marketAlerts, deadLetters);
  }
}
