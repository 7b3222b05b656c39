package dev.tickwatch.app.web;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Contribution;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up the results of one symbol, tick by tick, with an anomaly now and then. */
final class SyntheticMarket {
  static final int HORIZON = 20;
  private static final int WARM_UP = 90;
  private static final double LEVEL = 0.9;
  private static final double BUDGET = 2000;

  private final String symbol;
  private final Random random;
  private final int every;
  private double price;
  private double volatility = 4e-4;
  private long timeMicros;
  private long sequence;
  private Alert open;
  private int quiet;

  /**
   * @param every an anomaly each so many ticks
   */
  SyntheticMarket(String symbol, double price, Instant start, int every, long seed) {
    this.symbol = symbol;
    this.price = price;
    this.timeMicros = start.toEpochMilli() * 1000;
    this.every = every;
    this.random = new Random(seed);
  }

  long timeMicros() {
    return timeMicros;
  }

  /** Puts the next tick's results on the board. */
  void next(LiveBoard board) {
    sequence++;
    timeMicros += (long) (1e6 * (0.4 - 2.2 * Math.log(1 - random.nextDouble())));
    double expected = price * (1 + 0.02 * volatility * random.nextGaussian());
    double width = 1.7 * volatility * price;
    volatility = Math.max(1.5e-4, volatility * Math.exp(0.05 * random.nextGaussian()));
    volatility = Math.min(volatility, 1.2e-3);
    boolean odd = sequence > WARM_UP + 20 && sequence % every == 0;
    double move = volatility * random.nextGaussian() + (odd ? -9 * volatility : 0);
    double before = price;
    price = Math.round(price * Math.exp(move) * 100) / 100.0;
    if (sequence <= WARM_UP) {
      board.accept(
          Score.warmingUp(
              symbol, timeMicros, sequence, price, false, (int) sequence, WARM_UP, List.of()));
      return;
    }
    double score = odd ? 4.4 + 2 * random.nextDouble() : -Math.log10(1 - random.nextDouble());
    score = odd ? score : Math.min(score, 3.1);
    board.accept(score(expected, width, score));
    board.accept(forecast());
    alert(board, score, before, width);
  }

  private Score score(double expected, double width, double score) {
    return new Score(
        symbol,
        timeMicros,
        sequence,
        price,
        Score.State.SCORED,
        false,
        WARM_UP,
        WARM_UP,
        new Score.Surprise(score, Math.pow(10, -score), Math.pow(10, -score), "price", 0.5),
        new Score.Likelihood(-80, -78, 2, -3),
        new Score.Interval(expected, expected - width, expected + width, LEVEL),
        "20131128T101500-3fa9c1",
        List.of());
  }

  private Forecast forecast() {
    List<Forecast.Step> steps = new ArrayList<>();
    for (int step = 1; step <= HORIZON; step++) {
      double width = 1.7 * volatility * price * Math.sqrt(step);
      steps.add(new Forecast.Step(step, price, price - width, price + width));
    }
    return new Forecast(
        symbol, timeMicros, sequence, price, LEVEL, "20131128T101500-3fa9c1", steps);
  }

  private void alert(LiveBoard board, double score, double before, double width) {
    if (score >= Math.log10(BUDGET) && open == null) {
      quiet = 0;
      open = change(Alert.Status.OPENED, score, before, width);
      board.accept(open);
    } else if (open != null && ++quiet == 10) {
      board.accept(
          new Alert(
              open.id(),
              symbol,
              Alert.Status.CLOSED,
              open.severity(),
              open.verdict(),
              open.openedAtMicros(),
              timeMicros,
              open.openedSequence(),
              sequence,
              1,
              BUDGET,
              1 / BUDGET,
              open.modelVersion(),
              open.peak(),
              open.quality(),
              open.contributions()));
      open = null;
    }
  }

  private Alert change(Alert.Status status, double score, double before, double width) {
    return new Alert(
        symbol + "/" + sequence,
        symbol,
        status,
        score > Math.log10(BUDGET) + 2 ? Alert.Severity.CRITICAL : Alert.Severity.WARNING,
        Alert.Verdict.ANOMALY,
        timeMicros,
        timeMicros,
        sequence,
        sequence,
        1,
        BUDGET,
        1 / BUDGET,
        "20131128T101500-3fa9c1",
        new Alert.Peak(
            timeMicros,
            sequence,
            price,
            before,
            before - width,
            before + width,
            score,
            Math.pow(10, -score),
            Math.pow(10, -score),
            random.nextBoolean() ? "price" : "drift_5"),
        List.of(),
        List.of(
            new Contribution("price", "return", 1, 0, score, -8.4, before, price),
            new Contribution("volume", "size", 1, 0, 3.1, 2.2, 1.5, 40),
            new Contribution("drift_5", "return", 5, -1, 1.4, -3.1, before, price)));
  }
}
