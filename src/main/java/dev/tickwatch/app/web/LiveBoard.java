package dev.tickwatch.app.web;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows, in bounded memory: the latest scores of each symbol, the latest alerts, and
 * counts. When there are more symbols than it holds, the one silent for longest goes. Thread-safe.
 */
public final class LiveBoard {
  private static final int MOST_NAMES = 10_000;

  private final Limits limits;
  private final Rate rate;
  private final Map<String, Trace> traces = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, String> names = new HashMap<>();
  private final Deque<Alert> alerts = new ArrayDeque<>();
  private final Deque<MarketAlert> marketAlerts = new ArrayDeque<>();
  private long scorePositions;
  private long alertPosition;
  private long marketPosition;
  private long scored;
  private long warmingUp;
  private long opened;
  private String modelVersion;

  /**
   * How much is kept.
   *
   * @param scores of each symbol, 1 or more
   * @param allScores of all symbols together, which share them evenly; as many as symbols or more
   * @param symbols 1 or more
   * @param alerts of all symbols together, 1 or more
   */
  public record Limits(int scores, int allScores, int symbols, int alerts) {

    /** 500 symbols, 2,000 scores of each but 200,000 of all, some 40 MiB; 1,000 alerts. */
    public static final Limits DEFAULT = new Limits(2000, 200_000, 500, 1000);
  }

  /** An empty board. */
  public LiveBoard(Limits limits, Clock clock) {
    this.limits = limits;
    this.rate = new Rate(clock);
  }

  /** Takes the score of a tick. */
  public synchronized void accept(Score score) {
    Trace trace = trace(score.symbol());
    trace.append(score.withNames(this::shared));
    trace.trim(share());
    scorePositions++;
    rate.count();
    if (score.state() == Score.State.SCORED) {
      scored++;
      modelVersion = score.modelVersion();
    } else {
      warmingUp++;
    }
  }

  /** Takes a forecast. */
  public synchronized void accept(Forecast forecast) {
    trace(forecast.symbol()).forecast(forecast);
  }

  /** Takes a change of an alert. */
  public synchronized void accept(Alert alert) {
    if (alerts.size() == limits.alerts()) {
      alerts.removeFirst();
    }
    alerts.addLast(alert);
    alertPosition++;
    if (alert.status() == Alert.Status.OPENED) {
      opened++;
    }
  }

  /** Takes a change of an alert of the market. */
  public synchronized void accept(MarketAlert alert) {
    if (marketAlerts.size() == limits.alerts()) {
      marketAlerts.removeFirst();
    }
    marketAlerts.addLast(alert);
    marketPosition++;
  }

  private Trace trace(String symbol) {
    Trace trace = traces.get(symbol);
    if (trace == null) {
      if (traces.size() == limits.symbols()) {
        traces.remove(traces.keySet().iterator().next());
      }
      trace = new Trace(scorePositions);
      traces.put(shared(symbol), trace);
      int share = share();
      traces.values().forEach(other -> other.trim(share));
    }
    return trace;
  }

  /** Scores that a symbol may keep. */
  private int share() {
    return Math.min(limits.scores(), limits.allScores() / traces.size());
  }

  /** One string in the place of many equal ones: each score comes with its own. */
  private String shared(String name) {
    if (names.size() > MOST_NAMES) {
      names.clear();
    }
    return names.computeIfAbsent(name, same -> same);
  }

  /** What one symbol has after a position; empty when the symbol is not held. */
  synchronized Optional<Slice> slice(String symbol, long after) {
    Trace trace = traces.get(symbol);
    return trace == null
        ? Optional.empty()
        : Optional.of(new Slice(symbol, trace.after(after), trace.forecast(), trace.position()));
  }

  /** The alerts after a position. */
  synchronized AlertSlice alertsAfter(long after) {
    long missed = Math.max(0, alertPosition - alerts.size() - after);
    long skip = Math.max(0, after - (alertPosition - alerts.size()));
    return new AlertSlice(alerts.stream().skip(skip).toList(), missed, alertPosition);
  }

  /** The alerts of the market after a position. */
  synchronized MarketSlice marketAlertsAfter(long after) {
    long skip = Math.max(0, after - (marketPosition - marketAlerts.size()));
    return new MarketSlice(marketAlerts.stream().skip(skip).toList(), marketPosition);
  }

  /** The newest score of each symbol, by name, and the counts. */
  synchronized Summary summary() {
    List<Score> newest = new ArrayList<>(traces.size());
    traces.values().stream().map(Trace::newest).filter(s -> s != null).forEach(newest::add);
    newest.sort(Comparator.comparing(Score::symbol));
    return new Summary(
        newest, rate.perSecond(), scored, warmingUp, opened, Optional.ofNullable(modelVersion));
  }

  /** The symbol with an alert most recently, else the one seen most recently. */
  synchronized Optional<String> anySymbol() {
    String found = null;
    for (String symbol : traces.keySet()) {
      found = symbol;
    }
    if (!alerts.isEmpty() && traces.containsKey(alerts.getLast().symbol())) {
      found = alerts.getLast().symbol();
    }
    return Optional.ofNullable(found);
  }

  /**
   * A part of one symbol's trace.
   *
   * @param scores in order of arrival
   * @param forecast the newest, or null
   * @param position after the last of the scores
   */
  record Slice(String symbol, List<Score> scores, Forecast forecast, long position) {}

  /**
   * A part of the alerts.
   *
   * @param missed so many came after the position and are no longer held
   * @param position after the last of them
   */
  record AlertSlice(List<Alert> alerts, long missed, long position) {}

  /**
   * A part of the alerts of the market.
   *
   * @param position after the last of them
   */
  record MarketSlice(List<MarketAlert> alerts, long position) {}

  /** The state of the whole, since the feed began. */
  record Summary(
      List<Score> newest,
      double ticksPerSecond,
      long scored,
      long warmingUp,
      long alertsOpened,
      Optional<String> modelVersion) {}
}
