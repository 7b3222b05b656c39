package dev.tickwatch.lab.evaluation;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.marketwide.BucketSummary;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.marketwide.MarketGroups;
import dev.tickwatch.detect.marketwide.MarketJudge;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.marketwide.MarketStore;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.tick.Tick;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the judge of the market makes of all symbols of a dataset, by the settings that users begin
 * with: known moves of the market, and alerts against the market's own budget.
 */
final class MarketTrial {
  private static final MarketSettings SETTINGS = MarketSettings.DEFAULT;
  private static final int BATCH = 256;
  private static final String MARKET = "market_";

  /**
   * A known move.
   *
   * @param alerted whether it lies in buckets that an alert of the market covers
   * @param alerts different ones that do
   */
  record Move(Instant start, String kind, String measured, boolean alerted, int alerts) {}

  /**
   * Of a dataset.
   *
   * @param moves those with enough symbols past warm-up
   * @param opened alerts, and how many of them cover no known move
   * @param buckets that were judged
   * @param budget one alert is granted in so many buckets
   */
  record Result(
      String dataset,
      List<Move> moves,
      int opened,
      int openedElsewhere,
      long buckets,
      double budget) {

    double granted() {
      return buckets / budget;
    }

    String inShort() {
      return String.format(
          Locale.ROOT,
          "%d of %d known moves alerted; %d market alerts, %d of them elsewhere, %.1f granted",
          moves.stream().filter(Move::alerted).count(),
          moves.size(),
          opened,
          openedElsewhere,
          granted());
    }
  }

  private final TickwatchContender product;
  private final MarketJudge judge;
  private final List<MarketAlert> alerts = new ArrayList<>();
  private final List<Long> judged = new ArrayList<>();

  private MarketTrial(TickwatchContender product) {
    this.product = product;
    judge = new MarketJudge(SETTINGS, product.scorer().manifest().calendar(), 1, MarketStore.NONE);
  }

  /**
   * Over the whole of each series, in order of time; the model was trained on a part of it. Empty
   * where there are too few symbols, or no known move.
   */
  static Optional<Result> run(Dataset dataset, TickwatchContender product) {
    Map<Instant, KnownEvent> known = new TreeMap<>();
    for (KnownEvent event : dataset.events()) {
      if (event.kind().startsWith(MARKET)) {
        known.putIfAbsent(event.start(), event);
      }
    }
    if (dataset.whole().size() < SETTINGS.fewestSymbols() || known.isEmpty()) {
      return Optional.empty();
    }
    MarketTrial trial = new MarketTrial(product);
    trial.score(dataset.whole());
    return Optional.of(trial.result(dataset.plan().name(), List.copyOf(known.values())));
  }

  private void score(Map<String, List<Tick>> ticks) {
    List<Tick> inOrder = new ArrayList<>();
    ticks.values().forEach(inOrder::addAll);
    inOrder.sort(Comparator.comparingLong(Tick::eventTimeMicros).thenComparing(Tick::symbol));
    Backtest backtest =
        new Backtest(product.scorer(), new Detector(DetectionSettings.DEFAULT), BATCH, unused -> {})
            .gatheringMarket(SETTINGS, this::over);
    inOrder.forEach(backtest::accept);
    var unused = backtest.finish();
  }

  private void over(String group, long bucketMicros, BucketSummary summary) {
    if (group.equals(MarketGroups.ALL) && summary.symbols() >= SETTINGS.fewestSymbols()) {
      judged.add(bucketMicros);
    }
    judge.take(0, group, bucketMicros, summary, alerts::add);
  }

  private Result result(String dataset, List<KnownEvent> known) {
    List<Move> moves = new ArrayList<>();
    for (KnownEvent event : known) {
      if (judged.stream().anyMatch(event::covers)) {
        long found = covering(event);
        moves.add(new Move(event.start(), event.kind(), event.measured(), found > 0, (int) found));
      }
    }
    List<MarketAlert> opened =
        alerts.stream().filter(alert -> alert.status() == Status.OPENED).toList();
    int elsewhere = 0;
    for (MarketAlert alert : opened) {
      List<Long> covered = covered(alert.id());
      elsewhere +=
          known.stream().noneMatch(event -> covered.stream().anyMatch(event::covers)) ? 1 : 0;
    }
    return new Result(
        dataset, moves, opened.size(), elsewhere, judged.size(), SETTINGS.policy().budgetTicks());
  }

  private long covering(KnownEvent event) {
    return alerts.stream()
        .filter(alert -> alert.status() != Status.CLOSED && event.covers(alert.updatedAtMicros()))
        .map(MarketAlert::id)
        .distinct()
        .count();
  }

  /** Begins of the anomalous buckets of an alert. */
  private List<Long> covered(String id) {
    return alerts.stream()
        .filter(alert -> alert.id().equals(id) && alert.status() != Status.CLOSED)
        .map(MarketAlert::updatedAtMicros)
        .toList();
  }

  /** For a report. */
  static String time(Instant start) {
    return start.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
