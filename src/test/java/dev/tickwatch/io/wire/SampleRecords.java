package dev.tickwatch.io.wire;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The values that the committed fixtures hold. */
final class SampleRecords {
  static final long TIME = EventTimes.micros(Instant.parse("2013-11-25T10:15:30.123456Z"));

  static final Tick TICK = new Tick("BTC-USD", TIME, 801.25, 0.125, 801.0, 801.5, "bitstamp", "@F");
  static final Tick BAR =
      new Tick("BTC-USD", TIME, 801.25, 0.125, 802.5, 800.75, 801.0, 801.5, "bitstamp", "@F");
  static final Tick BARE_TICK = Tick.of("BRK.B", -1_000_001L, 0.0001, 0);

  static final Score SCORE =
      new Score(
          "BTC-USD",
          TIME,
          4_711,
          801.25,
          Score.State.SCORED,
          true,
          120,
          120,
          new Score.Surprise(3.5, 3.1622776601683794e-4, 1.25e-4, "drift_8", 0.25),
          new Score.Likelihood(-12.5, -11.25, 1.25, -7.5),
          new Score.Interval(799.5, 798.0, 801.0, 0.9),
          "20131128T101500-3fa9c1",
          List.of(DataIssue.DECIMAL_SHIFT, DataIssue.GAP_IN_FEED));
  static final Score WARMING_UP =
      Score.warmingUp("BTC-USD", TIME, 3, 801.25, false, 3, 120, List.of(DataIssue.CROSSED_QUOTE));

  static final Forecast FORECAST =
      new Forecast(
          "BTC-USD",
          TIME,
          4_711,
          801.25,
          0.9,
          "20131128T101500-3fa9c1",
          List.of(
              new Forecast.Step(1, 801.5, 800.0, 803.0),
              new Forecast.Step(2, 801.75, 799.0, 804.5)));

  static final Alert ALERT =
      new Alert(
          "BTC-USD-4711-1385374530123456",
          "BTC-USD",
          Alert.Status.UPDATED,
          Alert.Severity.CRITICAL,
          Alert.Verdict.DATA_QUALITY,
          TIME,
          TIME + 2_000_000,
          4_711,
          4_713,
          2,
          2_000,
          5e-4,
          "20131128T101500-3fa9c1",
          new Alert.Peak(
              TIME + 1_000_000, 4_712, 950.0, 801.5, 799.0, 804.0, 6.5, 3.1e-7, 1.5e-7, "drift_8"),
          List.of(DataIssue.STRAY_PRINT),
          List.of(
              new Alert.Contribution("drift_8", "return", 8, -2, 5.5, 9.25, 801.5, 950.0),
              new Alert.Contribution(
                  "window", "likelihood", 60, -3, 2.5, 140.5, Double.NaN, Double.NaN)),
          List.of("market/all/2013-11-25T13:22:00Z", "market/coins/2013-11-25T13:22:00Z"));

  static final MarketAlert MARKET_ALERT =
      new MarketAlert(
          "market/all/2013-11-25T13:22:00Z",
          "all",
          Alert.Status.UPDATED,
          Alert.Severity.CRITICAL,
          List.of("market/all/2013-11-25T13:22:00Z", "market/all/2013-11-25T13:23:00Z"),
          TIME,
          TIME + 60_000_000,
          60_000_000,
          500,
          0.002,
          new MarketAlert.Peak(
              TIME, 9, List.of(9, 8, 5, 2), 3.25, -5.75, -0.0168, 0.0016, "return", 4.5, 3.2e-5, 1),
          List.of(
              new MarketAlert.Member("BTC-USD", 4.5, -6.5, -0.02),
              new MarketAlert.Member("LTC-USD", 3.5, 6.0, 0.01)));

  static final DeadLetter DEAD_LETTER =
      new DeadLetter(
          new TickDefect(TickDefect.Reason.BAD_PRICE, "price -1.0 is not positive"),
          "prices.ticks",
          3,
          123_456_789_012L,
          1_385_374_530_123L,
          "BTC-USD".getBytes(StandardCharsets.UTF_8),
          new byte[] {0, (byte) 0xFF, 0x7F, '{', '"'});
  static final DeadLetter DEAD_LETTER_WITHOUT_BYTES =
      new DeadLetter(
          new TickDefect(TickDefect.Reason.UNPARSABLE, "record has no value"),
          "prices.ticks",
          0,
          0,
          0,
          null,
          null);

  /** As records of version 2 are read. */
  static final Score SCORE_2 = withoutEpisodeRate(SCORE);

  static final Alert ALERT_2 = withoutEpisodeRate(ALERT);

  private static Score withoutEpisodeRate(Score score) {
    return new Score(
        score.symbol(),
        score.eventTimeMicros(),
        score.sequence(),
        score.price(),
        score.state(),
        score.late(),
        score.warmUpSeen(),
        score.warmUpNeeded(),
        new Score.Surprise(
            score.score(),
            score.tailProbability(),
            Double.NaN,
            score.statistic(),
            score.ownCalibration()),
        new Score.Likelihood(
            score.elbo(), score.reconstruction(), score.kl(), score.logLikelihood()),
        new Score.Interval(
            score.expectedPrice(), score.lowerPrice(), score.upperPrice(), score.intervalLevel()),
        score.modelVersion(),
        score.quality());
  }

  private static Alert withoutEpisodeRate(Alert alert) {
    Alert.Peak peak = alert.peak();
    return new Alert(
        alert.id(),
        alert.symbol(),
        alert.status(),
        alert.severity(),
        alert.verdict(),
        alert.openedAtMicros(),
        alert.updatedAtMicros(),
        alert.openedSequence(),
        alert.updatedSequence(),
        alert.anomalousTicks(),
        alert.budgetTicks(),
        alert.threshold(),
        alert.modelVersion(),
        new Alert.Peak(
            peak.eventTimeMicros(),
            peak.sequence(),
            peak.price(),
            peak.expectedPrice(),
            peak.lowerPrice(),
            peak.upperPrice(),
            peak.score(),
            peak.tailProbability(),
            Double.NaN,
            peak.statistic()),
        alert.quality(),
        alert.contributions());
  }

  /** As records of version 1 are read. */
  static final Score SCORE_1 =
      new Score(
          SCORE.symbol(),
          TIME,
          SCORE.sequence(),
          SCORE.price(),
          SCORE.state(),
          SCORE.late(),
          SCORE.warmUpSeen(),
          SCORE.warmUpNeeded(),
          new Score.Surprise(
              SCORE.score(), SCORE.tailProbability(), Double.NaN, "abs_residual", Double.NaN),
          new Score.Likelihood(
              SCORE.elbo(), SCORE.reconstruction(), SCORE.kl(), SCORE.logLikelihood()),
          new Score.Interval(
              SCORE.expectedPrice(), SCORE.lowerPrice(), SCORE.upperPrice(), SCORE.intervalLevel()),
          SCORE.modelVersion(),
          List.of());

  static final Score WARMING_UP_1 =
      Score.warmingUp("BTC-USD", TIME, 3, 801.25, false, 3, 120, List.of());

  static final Alert ALERT_1 =
      new Alert(
          ALERT.id(),
          ALERT.symbol(),
          ALERT.status(),
          ALERT.severity(),
          Alert.Verdict.ANOMALY,
          ALERT.openedAtMicros(),
          ALERT.updatedAtMicros(),
          ALERT.openedSequence(),
          ALERT.updatedSequence(),
          ALERT.anomalousTicks(),
          ALERT.budgetTicks(),
          ALERT.threshold(),
          ALERT.modelVersion(),
          new Alert.Peak(
              TIME + 1_000_000,
              4_712,
              950.0,
              801.5,
              799.0,
              804.0,
              6.5,
              3.1e-7,
              Double.NaN,
              "abs_residual"),
          List.of(),
          List.of(contribution1("log_return", 0, 9.25), contribution1("log_size", -3, -1.5)));

  private static Alert.Contribution contribution1(String feature, int step, double residual) {
    double none = Double.NaN;
    return new Alert.Contribution("", feature, 1, step, none, residual, none, none);
  }

  private SampleRecords() {}
}
