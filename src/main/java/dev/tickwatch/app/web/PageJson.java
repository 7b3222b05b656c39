package dev.tickwatch.app.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.statistic.Aspect;
import dev.tickwatch.detect.statistic.Statistics;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The JSON that the page and {@code /api} speak. Times are milliseconds since the epoch, with the
 * microseconds behind the point; a number that is not there is null; scores go as columns.
 */
final class PageJson {
  /** All characters in ASCII, whatever encoding a proxy makes of an event stream. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private PageJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  static String text(com.fasterxml.jackson.databind.JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What people call statistics, and what these look at, by the codes in alerts. */
  static ObjectNode words() {
    ObjectNode json = object();
    ObjectNode statistics = json.putObject("statistics");
    Statistics.ALL.forEach(statistic -> statistics.put(statistic.code(), statistic.words()));
    ObjectNode aspects = json.putObject("aspects");
    for (Aspect aspect : Aspect.values()) {
      aspects.put(aspect.code(), aspect.words());
    }
    return json;
  }

  /** A symbol's scores as columns, and its forecast. */
  static ObjectNode slice(LiveBoard.Slice slice, List<Score> scores) {
    ObjectNode json = object();
    json.put("symbol", slice.symbol());
    ArrayNode sequence = json.putArray("sequence");
    scores.forEach(score -> sequence.add(score.sequence()));
    column(json, "time", scores, score -> millis(score.eventTimeMicros()));
    column(json, "price", scores, Score::price);
    column(json, "expected", scores, Score::expectedPrice);
    column(json, "lower", scores, Score::lowerPrice);
    column(json, "upper", scores, Score::upperPrice);
    column(json, "score", scores, score -> alertScore(score.episodeRate(), score.score()));
    column(json, "share", scores, Score::tailProbability);
    if (slice.forecast() != null) {
      json.set("forecast", forecast(slice.forecast()));
    }
    return json;
  }

  /** What is held against the threshold of alerts; of records of old the score was. */
  private static double alertScore(double episodeRate, double score) {
    return Double.isNaN(episodeRate) ? score : Math.max(0, -Math.log10(episodeRate));
  }

  private static void column(
      ObjectNode json, String name, List<Score> scores, ToDoubleFunction<Score> value) {
    ArrayNode column = json.putArray(name);
    scores.forEach(score -> add(column, value.applyAsDouble(score)));
  }

  private static ObjectNode forecast(Forecast forecast) {
    ObjectNode json = object();
    json.put("time", millis(forecast.eventTimeMicros()));
    json.put("sequence", forecast.sequence());
    json.put("price", forecast.price());
    json.put("intervalLevel", forecast.intervalLevel());
    ArrayNode expected = json.putArray("expected");
    ArrayNode lower = json.putArray("lower");
    ArrayNode upper = json.putArray("upper");
    for (Forecast.Step step : forecast.steps()) {
      add(expected, step.expectedPrice());
      add(lower, step.lowerPrice());
      add(upper, step.upperPrice());
    }
    return json;
  }

  static ArrayNode alerts(List<Alert> alerts) {
    ArrayNode json = array();
    alerts.forEach(alert -> json.add(alert(alert)));
    return json;
  }

  private static ObjectNode alert(Alert alert) {
    ObjectNode json = object();
    json.put("id", alert.id());
    json.put("symbol", alert.symbol());
    json.put("status", lower(alert.status()));
    json.put("severity", lower(alert.severity()));
    json.put("verdict", lower(alert.verdict()));
    ArrayNode quality = json.putArray("quality");
    alert.quality().stream().map(DataIssue::code).forEach(quality::add);
    json.put("openedAt", millis(alert.openedAtMicros()));
    json.put("updatedAt", millis(alert.updatedAtMicros()));
    json.put("openedSequence", alert.openedSequence());
    json.put("updatedSequence", alert.updatedSequence());
    json.put("anomalousTicks", alert.anomalousTicks());
    json.put("budgetTicks", alert.budgetTicks());
    json.put("modelVersion", alert.modelVersion());
    json.set("peak", peak(alert.peak()));
    ArrayNode markets = json.putArray("markets");
    alert.markets().forEach(markets::add);
    ArrayNode contributions = json.putArray("contributions");
    for (Alert.Contribution contribution : alert.contributions()) {
      ObjectNode part = contributions.addObject();
      part.put("test", contribution.test());
      part.put("feature", contribution.feature());
      part.put("scale", contribution.scale());
      part.put("step", contribution.step());
      put(part, "score", contribution.score());
      put(part, "residual", contribution.residual());
      put(part, "expected", contribution.expected());
      put(part, "seen", contribution.seen());
    }
    return json;
  }

  static ArrayNode marketAlerts(List<MarketAlert> alerts) {
    ArrayNode json = array();
    for (MarketAlert alert : alerts) {
      MarketAlert.Peak peak = alert.peak();
      ObjectNode one = json.addObject();
      one.put("id", alert.id());
      one.put("group", alert.group());
      one.put("status", lower(alert.status()));
      one.put("severity", lower(alert.severity()));
      ArrayNode covers = one.putArray("covers");
      alert.covers().forEach(covers::add);
      one.put("openedAt", millis(alert.openedAtMicros()));
      one.put("updatedAt", millis(alert.updatedAtMicros()));
      one.put("budgetBuckets", alert.budgetBuckets());
      one.put("time", millis(peak.bucketMicros()));
      one.put("symbols", peak.symbols());
      ArrayNode beyond = one.putArray("beyond");
      peak.beyond().forEach(beyond::add);
      put(one, "meanScore", peak.meanScore());
      put(one, "medianMove", peak.medianMove());
      put(one, "medianReturn", peak.medianReturn());
      put(one, "usualReturn", peak.usualReturn());
      one.put("statistic", peak.statistic());
      put(one, "score", peak.score());
      one.put("partitionsLeftOut", peak.partitionsLeftOut());
      ArrayNode members = one.putArray("members");
      for (MarketAlert.Member member : alert.members()) {
        ObjectNode symbol = members.addObject();
        symbol.put("symbol", member.symbol());
        put(symbol, "score", member.score());
        put(symbol, "move", member.move());
        put(symbol, "logReturn", member.logReturn());
      }
    }
    return json;
  }

  private static ObjectNode peak(Alert.Peak peak) {
    ObjectNode json = object();
    json.put("time", millis(peak.eventTimeMicros()));
    json.put("sequence", peak.sequence());
    put(json, "price", peak.price());
    put(json, "expected", peak.expectedPrice());
    put(json, "lower", peak.lowerPrice());
    put(json, "upper", peak.upperPrice());
    put(json, "score", alertScore(peak.episodeRate(), peak.score()));
    put(json, "tailProbability", peak.tailProbability());
    json.put("statistic", peak.statistic());
    return json;
  }

  static ArrayNode symbols(List<Score> newest) {
    ArrayNode json = array();
    for (Score score : newest) {
      ObjectNode symbol = json.addObject();
      symbol.put("symbol", score.symbol());
      symbol.put("time", millis(score.eventTimeMicros()));
      put(symbol, "price", score.price());
      put(symbol, "score", alertScore(score.episodeRate(), score.score()));
      symbol.put("state", lower(score.state()));
      symbol.put("warmUpSeen", score.warmUpSeen());
      symbol.put("warmUpNeeded", score.warmUpNeeded());
    }
    return json;
  }

  static ArrayNode annotations(List<Annotation> annotations) {
    ArrayNode json = array();
    for (Annotation annotation : annotations) {
      ObjectNode span = json.addObject();
      span.put("symbol", annotation.symbol());
      span.put("from", annotation.from().toEpochMilli());
      span.put("to", annotation.to().toEpochMilli());
      span.put("label", annotation.label());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }

  private static void add(ArrayNode json, double value) {
    if (Double.isFinite(value)) {
      json.add(value);
    } else {
      json.addNull();
    }
  }

  private static double millis(long micros) {
    return micros / 1e3;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
