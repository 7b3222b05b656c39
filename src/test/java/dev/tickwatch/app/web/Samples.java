package dev.tickwatch.app.web;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import java.util.List;

/** Records for tests. */
final class Samples {
  static final String MODEL = "m1";

  private Samples() {}

  static Score score(String symbol, long sequence, double score) {
    return new Score(
        symbol,
        sequence * 1_000_000,
        sequence,
        100 + sequence,
        Score.State.SCORED,
        false,
        60,
        60,
        new Score.Surprise(score, Math.pow(10, -score), Math.pow(10, -score), "price", 0.25),
        new Score.Likelihood(-80, -78, 2, -3),
        new Score.Interval(100, 99, 101, 0.9),
        MODEL,
        List.of());
  }

  static Score warmingUp(String symbol, long sequence) {
    return Score.warmingUp(
        symbol, sequence * 1_000_000, sequence, 100, false, (int) sequence, 60, List.of());
  }

  static Forecast forecast(String symbol, long sequence) {
    return new Forecast(
        symbol,
        sequence * 1_000_000,
        sequence,
        100,
        0.9,
        MODEL,
        List.of(new Forecast.Step(1, 100, 99, 101)));
  }

  static Alert alert(String symbol, long sequence, Alert.Status status) {
    return new Alert(
        symbol + "/" + sequence,
        symbol,
        status,
        Alert.Severity.WARNING,
        Alert.Verdict.DATA_QUALITY,
        sequence * 1_000_000,
        sequence * 1_000_000,
        sequence,
        sequence,
        1,
        2000,
        5e-4,
        MODEL,
        new Alert.Peak(sequence * 1_000_000, sequence, 90, 100, 99, 101, 4, 1e-4, 1e-4, "price"),
        List.of(DataIssue.STRAY_PRINT),
        List.of(new Alert.Contribution("drift_4", "return", 4, -1, 3.5, -8, 100, 90)));
  }

  static MarketAlert marketAlert() {
    return new MarketAlert(
        "market/all/1970-01-01T00:01:00Z",
        "all",
        Alert.Status.OPENED,
        Alert.Severity.CRITICAL,
        List.of("market/all/1970-01-01T00:01:00Z"),
        60_000_000,
        60_000_000,
        60_000_000,
        500,
        0.002,
        new MarketAlert.Peak(
            60_000_000,
            9,
            List.of(9, 8, 5, 2),
            3.25,
            -5.75,
            -0.0168,
            0.0016,
            "return",
            4.5,
            3e-5,
            0),
        List.of(new MarketAlert.Member("A", 4.5, -6.5, -0.02)));
  }
}
