package dev.tickwatch.io.wire;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.schema.AlertContribution;
import dev.tickwatch.schema.AlertPeak;
import dev.tickwatch.schema.AlertSeverity;
import dev.tickwatch.schema.AlertStatus;
import dev.tickwatch.schema.AlertVerdict;
import dev.tickwatch.schema.MarketAlertMember;
import dev.tickwatch.schema.MarketAlertPeak;
import dev.tickwatch.schema.MarketAlertSeverity;
import dev.tickwatch.schema.MarketAlertStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Values to and from the classes that the build generates from {@code schemas/}; scores and
 * forecasts from them only, see {@link AvroFields}.
 */
final class AvroRecords {
  private AvroRecords() {}

  static dev.tickwatch.schema.Tick of(Tick tick) {
    return new dev.tickwatch.schema.Tick(
        tick.symbol(),
        EventTimes.instant(tick.eventTimeMicros()),
        tick.price(),
        tick.size(),
        orNull(tick.high()),
        orNull(tick.low()),
        orNull(tick.bid()),
        orNull(tick.ask()),
        tick.exchange(),
        tick.conditions());
  }

  static Tick tick(dev.tickwatch.schema.Tick avro) {
    return new Tick(
        avro.getSymbol(),
        EventTimes.micros(avro.getEventTime()),
        avro.getPrice(),
        avro.getSize(),
        orNaN(avro.getHigh()),
        orNaN(avro.getLow()),
        orNaN(avro.getBid()),
        orNaN(avro.getAsk()),
        avro.getExchange(),
        avro.getConditions());
  }

  static Score score(dev.tickwatch.schema.Score avro) {
    return new Score(
        avro.getSymbol(),
        EventTimes.micros(avro.getEventTime()),
        avro.getSequence(),
        avro.getPrice(),
        Score.State.valueOf(avro.getState().name()),
        avro.getLate(),
        avro.getWarmUpSeen(),
        avro.getWarmUpNeeded(),
        new Score.Surprise(
            orNaN(avro.getScore()),
            orNaN(avro.getTailProbability()),
            orNaN(avro.getEpisodeRate()),
            avro.getStatistic(),
            orNaN(avro.getOwnCalibration())),
        new Score.Likelihood(
            orNaN(avro.getElbo()),
            orNaN(avro.getReconstruction()),
            orNaN(avro.getKl()),
            orNaN(avro.getLogLikelihood())),
        new Score.Interval(
            orNaN(avro.getExpectedPrice()),
            orNaN(avro.getLowerPrice()),
            orNaN(avro.getUpperPrice()),
            orNaN(avro.getIntervalLevel())),
        avro.getModelVersion(),
        reasons(avro.getQuality()));
  }

  static Forecast forecast(dev.tickwatch.schema.Forecast avro) {
    return new Forecast(
        avro.getSymbol(),
        EventTimes.micros(avro.getEventTime()),
        avro.getSequence(),
        avro.getPrice(),
        avro.getIntervalLevel(),
        avro.getModelVersion(),
        avro.getSteps().stream()
            .map(
                step ->
                    new Forecast.Step(
                        step.getStep(),
                        step.getExpectedPrice(),
                        step.getLowerPrice(),
                        step.getUpperPrice()))
            .toList());
  }

  static dev.tickwatch.schema.Alert of(Alert alert) {
    return new dev.tickwatch.schema.Alert(
        alert.id(),
        alert.symbol(),
        AlertStatus.valueOf(AlertStatusName.of(alert.status())),
        alert.status() == Alert.Status.ACCEPTED,
        AlertSeverity.valueOf(alert.severity().name()),
        AlertVerdict.valueOf(alert.verdict().name()),
        EventTimes.instant(alert.openedAtMicros()),
        EventTimes.instant(alert.updatedAtMicros()),
        alert.openedSequence(),
        alert.updatedSequence(),
        alert.anomalousTicks(),
        alert.budgetTicks(),
        alert.threshold(),
        alert.modelVersion(),
        of(alert.peak()),
        codes(alert.quality()),
        alert.contributions().stream().map(AvroRecords::of).toList(),
        alert.markets());
  }

  private static AlertContribution of(Alert.Contribution part) {
    return new AlertContribution(
        part.test(),
        part.feature(),
        part.scale(),
        part.step(),
        orNull(part.score()),
        nats(part),
        part.residual(),
        orNull(part.expected()),
        orNull(part.seen()));
  }

  /** The score as a natural logarithm, for readers of version 1. */
  static double nats(Alert.Contribution part) {
    return part.score() * Math.log(10);
  }

  private static Alert.Contribution contribution(AlertContribution avro) {
    return new Alert.Contribution(
        avro.getTest(),
        avro.getFeature(),
        avro.getScale(),
        avro.getStep(),
        orNaN(avro.getScore()),
        avro.getResidual(),
        orNaN(avro.getExpected()),
        orNaN(avro.getSeen()));
  }

  private static List<String> codes(List<DataIssue> reasons) {
    return reasons.stream().map(DataIssue::code).toList();
  }

  /** The reasons of codes. */
  static List<DataIssue> reasons(List<String> codes) {
    return codes.stream().map(AvroRecords::qualityReason).toList();
  }

  private static DataIssue qualityReason(String code) {
    return DataIssue.ofCode(code)
        .orElseThrow(
            () ->
                new MalformedRecordException(
                    "field 'quality' holds " + Excerpt.of(code) + ", not a reason"));
  }

  private static AlertPeak of(Alert.Peak peak) {
    return new AlertPeak(
        EventTimes.instant(peak.eventTimeMicros()),
        peak.sequence(),
        peak.price(),
        peak.expectedPrice(),
        peak.lowerPrice(),
        peak.upperPrice(),
        peak.score(),
        peak.tailProbability(),
        peak.statistic(),
        orNull(peak.episodeRate()));
  }

  static Alert alert(dev.tickwatch.schema.Alert avro) {
    return new Alert(
        avro.getId(),
        avro.getSymbol(),
        AlertStatusName.status(avro.getStatus().name(), avro.getAccepted()),
        Alert.Severity.valueOf(avro.getSeverity().name()),
        Alert.Verdict.valueOf(avro.getVerdict().name()),
        EventTimes.micros(avro.getOpenedAt()),
        EventTimes.micros(avro.getUpdatedAt()),
        avro.getOpenedSequence(),
        avro.getUpdatedSequence(),
        avro.getAnomalousTicks(),
        avro.getBudgetTicks(),
        avro.getThreshold(),
        avro.getModelVersion(),
        peak(avro.getPeak()),
        reasons(avro.getQuality()),
        avro.getContributions().stream().map(AvroRecords::contribution).toList(),
        avro.getMarkets());
  }

  static dev.tickwatch.schema.MarketAlert of(MarketAlert alert) {
    MarketAlert.Peak peak = alert.peak();
    return new dev.tickwatch.schema.MarketAlert(
        alert.id(),
        alert.group(),
        MarketAlertStatus.valueOf(AlertStatusName.of(alert.status())),
        alert.status() == Alert.Status.ACCEPTED,
        MarketAlertSeverity.valueOf(alert.severity().name()),
        alert.covers(),
        EventTimes.instant(alert.openedAtMicros()),
        EventTimes.instant(alert.updatedAtMicros()),
        alert.bucketMicros(),
        alert.budgetBuckets(),
        alert.threshold(),
        new MarketAlertPeak(
            EventTimes.instant(peak.bucketMicros()),
            peak.symbols(),
            peak.beyond(),
            peak.meanScore(),
            peak.medianMove(),
            peak.medianReturn(),
            peak.usualReturn(),
            peak.statistic(),
            peak.score(),
            peak.episodeRate(),
            peak.partitionsLeftOut()),
        alert.members().stream()
            .map(
                member ->
                    new MarketAlertMember(
                        member.symbol(), member.score(), member.move(), member.logReturn()))
            .toList());
  }

  static MarketAlert marketAlert(dev.tickwatch.schema.MarketAlert avro) {
    MarketAlertPeak peak = avro.getPeak();
    return new MarketAlert(
        avro.getId(),
        avro.getGroup(),
        AlertStatusName.status(avro.getStatus().name(), avro.getAccepted()),
        Alert.Severity.valueOf(avro.getSeverity().name()),
        avro.getCovers(),
        EventTimes.micros(avro.getOpenedAt()),
        EventTimes.micros(avro.getUpdatedAt()),
        avro.getBucketMicros(),
        avro.getBudgetBuckets(),
        avro.getThreshold(),
        new MarketAlert.Peak(
            EventTimes.micros(peak.getBucket()),
            peak.getSymbols(),
            peak.getBeyond(),
            peak.getMeanScore(),
            peak.getMedianMove(),
            peak.getMedianReturn(),
            peak.getUsualReturn(),
            peak.getStatistic(),
            peak.getScore(),
            peak.getEpisodeRate(),
            peak.getPartitionsLeftOut()),
        avro.getMembers().stream()
            .map(
                member ->
                    new MarketAlert.Member(
                        member.getSymbol(),
                        member.getScore(),
                        member.getMove(),
                        member.getLogReturn()))
            .toList());
  }

  private static Alert.Peak peak(AlertPeak avro) {
    return new Alert.Peak(
        EventTimes.micros(avro.getEventTime()),
        avro.getSequence(),
        avro.getPrice(),
        avro.getExpectedPrice(),
        avro.getLowerPrice(),
        avro.getUpperPrice(),
        avro.getScore(),
        avro.getTailProbability(),
        orNaN(avro.getEpisodeRate()),
        avro.getStatistic());
  }

  static dev.tickwatch.schema.DeadLetter of(DeadLetter letter) {
    return new dev.tickwatch.schema.DeadLetter(
        letter.defect().reason().code(),
        letter.defect().detail(),
        letter.sourceTopic(),
        letter.sourcePartition(),
        letter.sourceOffset(),
        Instant.ofEpochMilli(letter.sourceTimestampMillis()),
        letter.key() == null ? null : ByteBuffer.wrap(letter.key()),
        letter.value() == null ? null : ByteBuffer.wrap(letter.value()));
  }

  static DeadLetter deadLetter(dev.tickwatch.schema.DeadLetter avro) {
    return new DeadLetter(
        new TickDefect(reason(avro.getReason()), avro.getDetail()),
        avro.getSourceTopic(),
        avro.getSourcePartition(),
        avro.getSourceOffset(),
        avro.getSourceTimestamp().toEpochMilli(),
        bytes(avro.getKey()),
        bytes(avro.getValue()));
  }

  /** The reason of a code. */
  static TickDefect.Reason reason(String code) {
    for (TickDefect.Reason reason : TickDefect.Reason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw new MalformedRecordException("field 'reason' is " + Excerpt.of(code) + ", not a reason");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** One NaN for all: arithmetic may keep the bits of another, and records would differ by them. */
  private static double orNaN(Double value) {
    return value == null || value.isNaN() ? Double.NaN : value;
  }
}
