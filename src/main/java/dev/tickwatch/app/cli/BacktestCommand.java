package dev.tickwatch.app.cli;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.app.backtest.BacktestFiles;
import dev.tickwatch.app.backtest.BudgetTally;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.JudgingSettings;
import dev.tickwatch.io.ingest.DefectCount;
import dev.tickwatch.io.ingest.TickFile;
import dev.tickwatch.io.ingest.TickRow;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.ScoringException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tickwatch backtest}: the stream's numbers, from a file, without Kafka. */
@Command(
    name = "backtest",
    description = "Scores a file of ticks with the code of the live stream, without Kafka.",
    sortOptions = false)
public final class BacktestCommand implements TickwatchCommand {
  @Mixin private TickFileOptions ticks;

  @Mixin private CalendarOption traded;

  @Mixin
  private final SettingsOptions settings =
      new SettingsOptions(
          Stream.of(
                  SettingFlag.barsSaying(
                      "Bars that are built of the ticks, of the size that the model was trained"
                          + " on."),
                  SettingFlag.QUALITY,
                  SettingFlag.MARKET,
                  SettingFlag.ALERTS,
                  List.of(SettingFlag.SERIES))
              .flatMap(List::stream)
              .toList());

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "ONNX file written by train.")
  private Path model;

  @Option(
      names = "--scores",
      required = true,
      paramLabel = "OUT.csv",
      description =
          "A line for each tick: symbol,time,score,... A higher score is more anomalous (-log10 of the tail probability).")
  private Path scores;

  @Option(
      names = "--alerts",
      paramLabel = "OUT.jsonl",
      description = "A JSON object for each change of an alert.")
  private Path alerts;

  @Option(
      names = "--market-alerts",
      paramLabel = "OUT.jsonl",
      description = "A JSON object for each change of an alert of the market as a whole.")
  private Path marketAlerts;

  @Option(
      names = "--forecasts",
      paramLabel = "OUT.csv",
      description = "A line for each step of each forecast.")
  private Path forecasts;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Windows in one call of the model; does not change the numbers (default: 128 on the CPU,"
              + " 2048 on a GPU).")
  private Integer batchSize;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda:N",
      description = "Where the model runs (default: ${DEFAULT-VALUE}).",
      defaultValue = "cpu")
  private String device;

  private int marketOpened;

  private final DefectCount defects = new DefectCount();

  /** For picocli. */
  public BacktestCommand() {}

  @Override
  public Integer call() {
    OfflineSettings given = settings.load();
    Detector detector = new Detector(given.judged(forecasts != null));
    ScoringDevice where;
    Optional<MarketSettings> watched;
    try {
      where = ScoringDevice.parse(device);
      watched = given.market().settings();
      if (batchSize == null) {
        batchSize = where.usualBatchSize();
      }
      if (batchSize < 1) {
        throw new IllegalArgumentException("--batch-size must be 1 or more, not " + batchSize);
      }
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    try (OnnxWindowScorer scorer = scorer(where, given.detection());
        TickFile rows = ticks.open(given.check(scorer.manifest().series()));
        BacktestFiles files = new BacktestFiles(scores, forecasts, alerts, marketAlerts)) {
      Optional<BarRules> rules = given.ticks().bars().rules(calendar(scorer.manifest()));
      BudgetTally tally = new BudgetTally(given.alerts().budgetTicks());
      Backtest backtest =
          new Backtest(scorer, detector, rules, batchSize, tally.andThen(files))
              .onSilence(files::accept);
      watched.ifPresent(market -> watch(market, backtest, files));
      rows.forEachRemaining(row -> take(row, backtest));
      report(rules.isPresent() ? "bars" : "ticks", backtest.finish());
      tally.lines().forEach(System.out::println);
      reportMarket(backtest.marketJudged(), given.market().budgetBuckets());
      return 0;
    } catch (ModelException | ScoringException e) {
      throw new UserError(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UserError("cannot write: " + e.getCause().getMessage(), e);
    }
  }

  private OnnxWindowScorer scorer(ScoringDevice where, JudgingSettings judging) {
    OnnxWindowScorer opened = OnnxWindowScorer.open(model, where);
    return judging.series().map(opened::scoring).orElse(opened);
  }

  private void watch(MarketSettings watched, Backtest backtest, BacktestFiles files) {
    var unused =
        backtest.watchingMarket(
            watched,
            alert -> {
              files.accept(alert);
              marketOpened += alert.status() == Alert.Status.OPENED ? 1 : 0;
            });
  }

  private TradingCalendar calendar(Manifest manifest) {
    TradingCalendar trained = manifest.calendar();
    traded
        .calendar()
        .filter(given -> !given.name().equals(trained.name()))
        .ifPresent(
            given -> {
              throw new UserError(
                  "--calendar is %s, but model %s was trained on %s"
                      .formatted(given.name(), manifest.version(), trained.name()));
            });
    return trained;
  }

  private void take(TickRow row, Backtest backtest) {
    if (row.outcome() instanceof TickOutcome.Accepted accepted) {
      backtest.accept(accepted.tick());
    } else if (row.outcome() instanceof TickOutcome.Rejected rejected) {
      defects.add("line " + row.line(), rejected.defect());
    }
  }

  private void reportMarket(long judged, double budget) {
    if (judged > 0) {
      System.out.printf(
          Locale.ROOT,
          "market alerts at 1 in %,.0f buckets: %d opened, %.1f granted%n",
          budget,
          marketOpened,
          judged / budget);
    }
  }

  private void report(String what, Backtest.Summary summary) {
    System.out.printf(
        "%d %s scored, %d in warm-up, %d late, %d too late, %d malformed%n",
        summary.scored(),
        what,
        summary.warmingUp(),
        summary.late(),
        summary.tooLate(),
        defects.total());
    if (defects.total() > 0) {
      System.err.println(defects);
    }
  }
}
