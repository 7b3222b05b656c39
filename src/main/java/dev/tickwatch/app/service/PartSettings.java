package dev.tickwatch.app.service;

import dev.tickwatch.app.stream.StreamSettings;
import dev.tickwatch.app.stream.StreamTopics;
import dev.tickwatch.app.web.LiveFeed;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.TickCheck;
import java.util.Optional;

/** The settings of the service's parts, from the service's own. */
final class PartSettings {
  /** Records of each partition that the page begins with. */
  private static final int FEED_HISTORY = 2000;

  private PartSettings() {}

  /** With bars by the calendar that the model was trained on. */
  static StreamSettings stream(ServiceSettings settings, TradingCalendar calendar) {
    StreamSettings stream = stream(settings);
    return settings.ticks().bars().rules(calendar).map(stream::with).orElse(stream);
  }

  /** All but the bars, which a model must be known for. */
  static StreamSettings stream(ServiceSettings settings) {
    return new StreamSettings(
        settings.topics().names(),
        new StreamSettings.Formats(
            settings.ticks().format(),
            settings.ticks().fields().names(),
            settings.output().format()),
        settings.ticks().keyedBySymbol(),
        Optional.empty(),
        settings.scoring().batching().on(settings.model().device()),
        settings.scoring().threads(),
        settings.streams(),
        settings.market().settings(),
        settings.topics().creation());
  }

  static DetectionSettings detection(ServiceSettings settings) {
    return new DetectionSettings(
        settings.detection(), settings.alerts(), settings.forecasts(), settings.quality());
  }

  /** For ticks of the kind of series that the model scores. */
  static TickCheck check(ServiceSettings settings, SeriesKind series) {
    return new TickCheck(settings.ticks().times(), series);
  }

  static LiveFeed.Topics feed(ServiceSettings settings) {
    StreamTopics topics = settings.topics().names();
    return new LiveFeed.Topics(
        topics.scores(),
        topics.forecasts(),
        topics.alerts(),
        settings.market().enabled() ? Optional.of(topics.marketAlerts()) : Optional.empty(),
        FEED_HISTORY);
  }
}
