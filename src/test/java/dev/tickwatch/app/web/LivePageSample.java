package dev.tickwatch.app.web;

import dev.tickwatch.app.metrics.PrometheusMeters;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the page with made-up data, to look at while working on it: {@code LivePageSample [PORT
 * [SECONDS]]}.
 */
public final class LivePageSample {
  private static final Instant START = Instant.parse("2013-11-28T10:15:00Z");
  private static final long PAUSE_MILLIS = 60;
  private static final int HISTORY = 420;
  private static final List<String> SYMBOLS =
      List.of(
          "BTCUSD",
          "ETHUSD",
          "AAPL",
          "MSFT",
          "EURUSD",
          "XAU",
          "SPY",
          "<b>odd</b> & 日本",
          "NVDA",
          "GBPUSD",
          "TSLA",
          "DAX");

  private LivePageSample() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 600;
    LiveBoard board = new LiveBoard(LiveBoard.Limits.DEFAULT, Clock.systemUTC());
    List<SyntheticMarket> markets = new ArrayList<>();
    List<Annotation> planted = new CopyOnWriteArrayList<>();
    for (int i = 0; i < SYMBOLS.size(); i++) {
      double price = i == 0 ? 1012.4 : 40 * Math.pow(1.9, i % 6) + i;
      markets.add(new SyntheticMarket(SYMBOLS.get(i), price, START, 137 + 41 * i, i));
    }
    for (int i = 0; i < HISTORY; i++) {
      for (int m = 0; m < markets.size(); m++) {
        if (m < 10 || i < 50) {
          next(markets.get(m), SYMBOLS.get(m), m == 0 && (i + 1) % 137 == 0, board, planted);
        }
      }
    }
    moveTheMarket(board);
    try (PrometheusMeters meters = new PrometheusMeters(List.of());
        WebServer server =
            new WebServer(
                "127.0.0.1",
                port,
                meters,
                () -> new Health.Report(true, List.of(), Map.of()),
                board,
                new PageInfo(2000, () -> planted, "sample"))) {
      server.start();
      goOn(Duration.ofSeconds(seconds), () -> nextOfEach(markets, board, planted));
    }
  }

  /** Runs something again and again for a time. */
  private static void goOn(Duration time, Runnable step)
      throws InterruptedException, ExecutionException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      clock
          .scheduleWithFixedDelay(step, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS)
          .get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException timeIsOver) {
      // As it is meant to end.
    } finally {
      clock.shutdownNow();
    }
  }

  private static void nextOfEach(
      List<SyntheticMarket> markets, LiveBoard board, List<Annotation> planted) {
    for (int m = 0; m < markets.size(); m++) {
      next(markets.get(m), SYMBOLS.get(m), false, board, planted);
    }
  }

  /** One alert of the market, and those of its symbols that belong to it. */
  private static void moveTheMarket(LiveBoard board) {
    MarketAlert alert = Samples.marketAlert();
    board.accept(alert);
    for (int i = 0; i < SYMBOLS.size(); i += 2) {
      board.accept(
          Samples.alert(SYMBOLS.get(i), 60 + i, Alert.Status.OPENED).inMarkets(alert.covers()));
    }
  }

  private static void next(
      SyntheticMarket market,
      String symbol,
      boolean plant,
      LiveBoard board,
      List<Annotation> planted) {
    Instant before = Instant.ofEpochMilli(market.timeMicros() / 1000);
    market.next(board);
    if (plant) {
      Instant after = Instant.ofEpochMilli(market.timeMicros() / 1000);
      planted.add(
          new Annotation(
              symbol, before.minusSeconds(3), after.plusSeconds(9), "planted: stray print"));
    }
  }
}
