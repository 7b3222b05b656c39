package dev.tickwatch.io.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.TickDefect;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Values to and from JSON fields; names are those of {@code schemas/}. */
final class JsonRecords {
  private JsonRecords() {}

  static void write(JsonGenerator json, Score score) throws IOException {
    json.writeStringField("symbol", score.symbol());
    time(json, "event_time", score.eventTimeMicros());
    json.writeNumberField("sequence", score.sequence());
    number(json, "price", score.price());
    json.writeStringField("state", score.state().name());
    json.writeBooleanField("late", score.late());
    json.writeNumberField("warm_up_seen", score.warmUpSeen());
    json.writeNumberField("warm_up_needed", score.warmUpNeeded());
    number(json, "score", score.score());
    number(json, "tail_probability", score.tailProbability());
    number(json, "episode_rate", score.episodeRate());
    number(json, "elbo", score.elbo());
    number(json, "reconstruction", score.reconstruction());
    number(json, "kl", score.kl());
    number(json, "log_likelihood", score.logLikelihood());
    number(json, "expected_price", score.expectedPrice());
    number(json, "lower_price", score.lowerPrice());
    number(json, "upper_price", score.upperPrice());
    number(json, "interval_level", score.intervalLevel());
    json.writeStringField("statistic", score.statistic());
    json.writeStringField("model_version", score.modelVersion());
    number(json, "own_calibration", score.ownCalibration());
    quality(json, score.quality());
  }

  static Score score(JsonFields json) {
    return new Score(
        json.text("symbol"),
        json.micros("event_time"),
        json.integer("sequence"),
        json.number("price"),
        json.constant("state", Score.State.class),
        json.flag("late"),
        json.smallInteger("warm_up_seen"),
        json.smallInteger("warm_up_needed"),
        new Score.Surprise(
            json.number("score"),
            json.number("tail_probability"),
            json.number("episode_rate"),
            json.textOrNull("statistic"),
            json.number("own_calibration")),
        new Score.Likelihood(
            json.number("elbo"),
            json.number("reconstruction"),
            json.number("kl"),
            json.number("log_likelihood")),
        new Score.Interval(
            json.number("expected_price"),
            json.number("lower_price"),
            json.number("upper_price"),
            json.number("interval_level")),
        json.textOrNull("model_version"),
        AvroRecords.reasons(json.texts("quality")));
  }

  static void write(JsonGenerator json, Forecast forecast) throws IOException {
    json.writeStringField("symbol", forecast.symbol());
    time(json, "event_time", forecast.eventTimeMicros());
    json.writeNumberField("sequence", forecast.sequence());
    number(json, "price", forecast.price());
    number(json, "interval_level", forecast.intervalLevel());
    json.writeStringField("model_version", forecast.modelVersion());
    json.writeArrayFieldStart("steps");
    for (Forecast.Step step : forecast.steps()) {
      json.writeStartObject();
      json.writeNumberField("step", step.step());
      number(json, "expected_price", step.expectedPrice());
      number(json, "lower_price", step.lowerPrice());
      number(json, "upper_price", step.upperPrice());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static Forecast forecast(JsonFields json) {
    return new Forecast(
        json.text("symbol"),
        json.micros("event_time"),
        json.integer("sequence"),
        json.number("price"),
        json.number("interval_level"),
        json.text("model_version"),
        json.objects("steps").stream()
            .map(
                step ->
                    new Forecast.Step(
                        step.smallInteger("step"),
                        step.number("expected_price"),
                        step.number("lower_price"),
                        step.number("upper_price")))
            .toList());
  }

  static void write(JsonGenerator json, Alert alert) throws IOException {
    json.writeStringField("id", alert.id());
    json.writeStringField("symbol", alert.symbol());
    json.writeStringField("status", AlertStatusName.of(alert.status()));
    json.writeBooleanField("accepted", alert.status() == Alert.Status.ACCEPTED);
    json.writeStringField("severity", alert.severity().name());
    json.writeStringField("verdict", alert.verdict().name());
    time(json, "opened_at", alert.openedAtMicros());
    time(json, "updated_at", alert.updatedAtMicros());
    json.writeNumberField("opened_sequence", alert.openedSequence());
    json.writeNumberField("updated_sequence", alert.updatedSequence());
    json.writeNumberField("anomalous_ticks", alert.anomalousTicks());
    number(json, "budget_ticks", alert.budgetTicks());
    number(json, "threshold", alert.threshold());
    json.writeStringField("model_version", alert.modelVersion());
    json.writeObjectFieldStart("peak");
    Alert.Peak peak = alert.peak();
    time(json, "event_time", peak.eventTimeMicros());
    json.writeNumberField("sequence", peak.sequence());
    number(json, "price", peak.price());
    number(json, "expected_price", peak.expectedPrice());
    number(json, "lower_price", peak.lowerPrice());
    number(json, "upper_price", peak.upperPrice());
    number(json, "score", peak.score());
    number(json, "tail_probability", peak.tailProbability());
    number(json, "episode_rate", peak.episodeRate());
    json.writeStringField("statistic", peak.statistic());
    json.writeEndObject();
    quality(json, alert.quality());
    json.writeArrayFieldStart("contributions");
    for (Alert.Contribution part : alert.contributions()) {
      json.writeStartObject();
      json.writeStringField("test", part.test());
      json.writeStringField("feature", part.feature());
      json.writeNumberField("scale", part.scale());
      json.writeNumberField("step", part.step());
      number(json, "score", part.score());
      number(json, "nats", AvroRecords.nats(part));
      number(json, "residual", part.residual());
      number(json, "expected", part.expected());
      number(json, "seen", part.seen());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts(json, "markets", alert.markets());
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static Alert alert(JsonFields json) {
    return new Alert(
        json.text("id"),
        json.text("symbol"),
        AlertStatusName.status(
            json.constant("status", Alert.Status.class).name(), json.flagOrFalse("accepted")),
        json.constant("severity", Alert.Severity.class),
        json.has("verdict") ? json.constant("verdict", Alert.Verdict.class) : Alert.Verdict.ANOMALY,
        json.micros("opened_at"),
        json.micros("updated_at"),
        json.integer("opened_sequence"),
        json.integer("updated_sequence"),
        json.smallInteger("anomalous_ticks"),
        json.number("budget_ticks"),
        json.number("threshold"),
        json.text("model_version"),
        peak(json.object("peak")),
        AvroRecords.reasons(json.texts("quality")),
        json.objects("contributions").stream()
            .map(
                part ->
                    new Alert.Contribution(
                        part.has("test") ? part.text("test") : "",
                        part.text("feature"),
                        part.has("scale") ? part.smallInteger("scale") : 1,
                        part.smallInteger("step"),
                        part.number("score"),
                        part.number("residual"),
                        part.number("expected"),
                        part.number("seen")))
            .toList(),
        json.texts("markets"));
  }

  static void write(JsonGenerator json, MarketAlert alert) throws IOException {
    json.writeStringField("id", alert.id());
    json.writeStringField("group", alert.group());
    json.writeStringField("status", AlertStatusName.of(alert.status()));
    json.writeBooleanField("accepted", alert.status() == Alert.Status.ACCEPTED);
    json.writeStringField("severity", alert.severity().name());
    texts(json, "covers", alert.covers());
    time(json, "opened_at", alert.openedAtMicros());
    time(json, "updated_at", alert.updatedAtMicros());
    json.writeNumberField("bucket_micros", alert.bucketMicros());
    number(json, "budget_buckets", alert.budgetBuckets());
    number(json, "threshold", alert.threshold());
    json.writeObjectFieldStart("peak");
    MarketAlert.Peak peak = alert.peak();
    time(json, "bucket", peak.bucketMicros());
    json.writeNumberField("symbols", peak.symbols());
    json.writeArrayFieldStart("beyond");
    for (int count : peak.beyond()) {
      json.writeNumber(count);
    }
    json.writeEndArray();
    number(json, "mean_score", peak.meanScore());
    number(json, "median_move", peak.medianMove());
    number(json, "median_return", peak.medianReturn());
    number(json, "usual_return", peak.usualReturn());
    json.writeStringField("statistic", peak.statistic());
    number(json, "score", peak.score());
    number(json, "episode_rate", peak.episodeRate());
    json.writeNumberField("partitions_left_out", peak.partitionsLeftOut());
    json.writeEndObject();
    json.writeArrayFieldStart("members");
    for (MarketAlert.Member member : alert.members()) {
      json.writeStartObject();
      json.writeStringField("symbol", member.symbol());
      number(json, "score", member.score());
      number(json, "move", member.move());
      number(json, "log_return", member.logReturn());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static MarketAlert marketAlert(JsonFields json) {
    JsonFields peak = json.object("peak");
    return new MarketAlert(
        json.text("id"),
        json.text("group"),
        AlertStatusName.status(
            json.constant("status", Alert.Status.class).name(), json.flag("accepted")),
        json.constant("severity", Alert.Severity.class),
        json.texts("covers"),
        json.micros("opened_at"),
        json.micros("updated_at"),
        json.integer("bucket_micros"),
        json.number("budget_buckets"),
        json.number("threshold"),
        new MarketAlert.Peak(
            peak.micros("bucket"),
            peak.smallInteger("symbols"),
            peak.smallIntegers("beyond"),
            peak.number("mean_score"),
            peak.number("median_move"),
            peak.number("median_return"),
            peak.number("usual_return"),
            peak.text("statistic"),
            peak.number("score"),
            peak.number("episode_rate"),
            peak.smallInteger("partitions_left_out")),
        json.objects("members").stream()
            .map(
                member ->
                    new MarketAlert.Member(
                        member.text("symbol"),
                        member.number("score"),
                        member.number("move"),
                        member.number("log_return")))
            .toList());
  }

  private static Alert.Peak peak(JsonFields json) {
    return new Alert.Peak(
        json.micros("event_time"),
        json.integer("sequence"),
        json.number("price"),
        json.number("expected_price"),
        json.number("lower_price"),
        json.number("upper_price"),
        json.number("score"),
        json.number("tail_probability"),
        json.number("episode_rate"),
        json.text("statistic"));
  }

  static void write(JsonGenerator json, DeadLetter letter) throws IOException {
    json.writeStringField("reason", letter.defect().reason().code());
    json.writeStringField("detail", letter.defect().detail());
    json.writeStringField("source_topic", letter.sourceTopic());
    json.writeNumberField("source_partition", letter.sourcePartition());
    json.writeNumberField("source_offset", letter.sourceOffset());
    // Not by way of microseconds: producers may set timestamps that overflow them.
    json.writeStringField(
        "source_timestamp",
        EventTimes.format(Instant.ofEpochMilli(letter.sourceTimestampMillis())));
    bytes(json, "key", letter.key());
    bytes(json, "value", letter.value());
  }

  static DeadLetter deadLetter(JsonFields json) {
    return new DeadLetter(
        new TickDefect(AvroRecords.reason(json.text("reason")), json.text("detail")),
        json.text("source_topic"),
        json.smallInteger("source_partition"),
        json.integer("source_offset"),
        json.millis("source_timestamp"),
        json.bytesOrNull("key"),
        json.bytesOrNull("value"));
  }

  private static void quality(JsonGenerator json, List<DataIssue> reasons) throws IOException {
    json.writeArrayFieldStart("quality");
    for (DataIssue reason : reasons) {
      json.writeString(reason.code());
    }
    json.writeEndArray();
  }

  private static void time(JsonGenerator json, String name, long micros) throws IOException {
    json.writeStringField(name, EventTimes.format(micros));
  }

  private static void bytes(JsonGenerator json, String name, byte[] bytes) throws IOException {
    json.writeFieldName(name);
    if (bytes == null) {
      json.writeNull();
    } else {
      json.writeBinary(bytes);
    }
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
