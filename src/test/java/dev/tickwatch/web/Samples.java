package dev.tickwatch.web;

import dev.tickwatch.alert.Alert;
import dev.tickwatch.detection.Forecast;
import dev.tickwatch.detection.Score;
import dev.tickwatch.quality.QualityReason;
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
        score,
        Math.pow(10, -score),
        Math.pow(10, -score),
        -80,
        -78,
        2,
        -3,
        100,
        99,
        101,
        0.9,
        "price",
        MODEL,
        0.25,
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
        List.of(QualityReason.STRAY_PRINT),
        List.of(new Alert.Contribution("drift_4", "return", 4, -1, 3.5, -8, 100, 90)));
  }
}
