package dev.tickwatch.app.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One browser's events. It holds positions on the board and nothing else: what comes while it is
 * still sending is sent together next time.
 */
final class EventStream {
  /** Scores of one symbol in one update; ten updates a second. */
  private static final int SCORES_AN_UPDATE = 250;

  private final SseClient client;
  private final LiveBoard board;
  private final PageInfo info;
  private final String symbol;
  private final AtomicBoolean sending = new AtomicBoolean();
  private boolean greeted;
  private long position;
  private long alertPosition;
  private long marketPosition;
  private Forecast forecast;
  private int lastBoard;

  /**
   * For a browser that watches one symbol.
   *
   * @param symbol null while there is none to watch
   */
  EventStream(SseClient client, LiveBoard board, PageInfo info, String symbol) {
    this.client = client;
    this.board = board;
    this.info = info;
    this.symbol = symbol;
  }

  /** Takes the right to send; false while the last update is still being sent. */
  boolean begin() {
    return sending.compareAndSet(false, true);
  }

  /**
   * Sends what is new; blocks while the browser is slow. Only after {@link #begin}.
   *
   * @param second counts up once a second: the summary goes out when it has changed
   */
  void send(int second) {
    try {
      if (!greeted) {
        greeted = true;
        client.sendEvent("hello", PageJson.text(hello()));
        lastBoard = second;
        return;
      }
      ObjectNode update = update();
      if (!update.isEmpty()) {
        client.sendEvent("update", PageJson.text(update));
      }
      if (second != lastBoard) {
        lastBoard = second;
        client.sendEvent("board", PageJson.text(summary()));
      }
    } finally {
      sending.set(false);
    }
  }

  boolean ended() {
    return client.terminated();
  }

  void close() {
    client.close();
  }

  private ObjectNode hello() {
    ObjectNode json = PageJson.object();
    json.put("threshold", info.threshold());
    json.put("budgetTicks", info.budgetTicks());
    json.put("version", info.version());
    json.set("words", PageJson.words());
    json.set("board", summary());
    json.set("annotations", PageJson.annotations(info.annotations().current()));
    LiveBoard.AlertSlice alerts = board.alertsAfter(0);
    alertPosition = alerts.position();
    json.set("alerts", PageJson.alerts(alerts.alerts()));
    LiveBoard.MarketSlice market = board.marketAlertsAfter(0);
    marketPosition = market.position();
    json.set("marketAlerts", PageJson.marketAlerts(market.alerts()));
    if (symbol != null) {
      json.put("symbol", symbol);
      board
          .slice(symbol, 0)
          .ifPresent(slice -> json.set("history", columns(slice, slice.scores())));
    }
    return json;
  }

  private ObjectNode update() {
    ObjectNode json = PageJson.object();
    LiveBoard.AlertSlice alerts = board.alertsAfter(alertPosition);
    if (!alerts.alerts().isEmpty()) {
      alertPosition = alerts.position();
      json.set("alerts", PageJson.alerts(alerts.alerts()));
      json.put("alertsMissed", alerts.missed());
    }
    LiveBoard.MarketSlice market = board.marketAlertsAfter(marketPosition);
    if (!market.alerts().isEmpty()) {
      marketPosition = market.position();
      json.set("marketAlerts", PageJson.marketAlerts(market.alerts()));
    }
    if (symbol != null) {
      board.slice(symbol, position).filter(this::isNew).ifPresent(slice -> put(json, slice));
    }
    return json;
  }

  private boolean isNew(LiveBoard.Slice slice) {
    return !slice.scores().isEmpty()
        || (slice.forecast() != null && !slice.forecast().equals(forecast));
  }

  private void put(ObjectNode json, LiveBoard.Slice slice) {
    json.set(
        "history",
        columns(slice, Thinning.thin(slice.scores(), SCORES_AN_UPDATE, info.threshold())));
  }

  private ObjectNode columns(LiveBoard.Slice slice, List<Score> scores) {
    position = slice.position();
    forecast = slice.forecast();
    return PageJson.slice(slice, scores);
  }

  private ObjectNode summary() {
    return info.summary(board.summary());
  }
}
