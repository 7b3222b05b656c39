package dev.tickwatch.app.cli;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.app.backtest.BacktestFiles;
import dev.tickwatch.app.backtest.BudgetTally;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.io.ingest.DefectCount;
import dev.tickwatch.io.ingest.TickFile;
import dev.tickwatch.io.ingest.TickRow;
import dev.tickwatch.io.wire.TickOutcome;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.ScoringException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  @Mixin private BarOptions bars;

  @Mixin private QualityOptions quality;

  @Mixin private MarketOptions market;

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
      names = "--budget-ticks",
      paramLabel = "N",
      description =
          "Alert budget: one expected false alert in N ticks (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000")
  private double budgetTicks;

  @Option(
      names = "--quiet-ticks",
      paramLabel = "N",
      description = "An alert closes after N quiet ticks (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int quietTicks;

  @Option(
      names = "--accept-ticks",
      paramLabel = "N",
      description =
          "An alert that will not close is accepted as the new normal after N ticks (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "240")
  private int acceptTicks;

  @Option(
      names = "--interval-level",
      paramLabel = "P",
      description = "Nominal coverage of prediction intervals (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.9")
  private double intervalLevel;

  @Option(
      names = "--series",
      paramLabel = "price|metric",
      description = "What kind of series the symbols are (default: what the model was trained on).")
  private SeriesKind series;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Windows in one call of the model; does not change the numbers (default: 256 on the CPU,"
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
    Detector detector;
    ScoringDevice where;
    MarketSettings watched;
    try {
      AlertPolicy policy = new AlertPolicy(budgetTicks, quietTicks, acceptTicks);
      detector =
          new Detector(
              new DetectionSettings(policy, intervalLevel, forecasts != null, quality.settings()));
      where = ScoringDevice.parse(device);
      watched = market.settings();
      if (batchSize == null) {
        batchSize = where.usualBatchSize();
      }
      if (batchSize < 1) {
        throw new IllegalArgumentException("--batch-size must be 1 or more, not " + batchSize);
      }
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
    try (OnnxWindowScorer scorer = scorer(where);
        TickFile rows = ticks.open(scorer.manifest().series());
        BacktestFiles files = new BacktestFiles(scores, forecasts, alerts, marketAlerts)) {
      Optional<BarRules> rules = bars.rules(calendar(scorer.manifest()));
      BudgetTally tally = new BudgetTally(budgetTicks);
      Backtest backtest =
          new Backtest(scorer, detector, rules, batchSize, tally.andThen(files))
              .onSilence(files::accept)
              .watchingMarket(
                  watched,
                  alert -> {
                    files.accept(alert);
                    marketOpened += alert.status() == Alert.Status.OPENED ? 1 : 0;
                  });
      rows.forEachRemaining(row -> take(row, backtest));
      report(rules.isPresent() ? "bars" : "ticks", backtest.finish());
      tally.lines().forEach(System.out::println);
      reportMarket(backtest.marketJudged(), watched.policy().budgetTicks());
      return 0;
    } catch (ModelException | ScoringException e) {
      throw new UserError(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UserError("cannot write: " + e.getCause().getMessage(), e);
    }
  }

  private OnnxWindowScorer scorer(ScoringDevice where) {
    OnnxWindowScorer opened = OnnxWindowScorer.open(model, where);
    return series == null ? opened : opened.scoring(series);
  }

  private TradingCalendar calendar(Manifest manifest) {
    TradingCalendar trained = manifest.calendar();
    bars.calendar()
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
