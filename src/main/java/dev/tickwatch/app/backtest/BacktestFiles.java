package dev.tickwatch.app.backtest;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.check.DataIssue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the results of a backtest: scores and forecasts as CSV, alerts as JSON lines. Numbers are
 * written in full, so that two runs can be compared byte by byte. Not thread-safe; close it, or the
 * files are cut short.
 *
 * <pre>
 * scores:    symbol,time,score,tail_probability,episode_rate,... one line a tick; numbers are empty in warm-up
 * forecasts: symbol,time,sequence,price,step,expected_price,lower_price,upper_price,... one line a step
 * alerts:    one JSON object a line, as on the topic prices.alerts
 * market:    one JSON object a line, as on the topic prices.market-alerts
 * </pre>
 */
public final class BacktestFiles implements Consumer<Detection>, AutoCloseable {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final Object[] SCORE_COLUMNS = {
    "symbol",
    "time",
    "score",
    "tail_probability",
    "episode_rate",
    "state",
    "sequence",
    "price",
    "late",
    "expected_price",
    "lower_price",
    "upper_price",
    "interval_level",
    "log_likelihood",
    "elbo",
    "reconstruction",
    "kl",
    "statistic",
    "model_version",
    "own_calibration",
    "quality"
  };
  private static final Object[] FORECAST_COLUMNS = {
    "symbol",
    "time",
    "sequence",
    "price",
    "step",
    "expected_price",
    "lower_price",
    "upper_price",
    "interval_level",
    "model_version"
  };

  private final List<BufferedWriter> open = new ArrayList<>();
  private final Codec<Alert> alertCodec = WireFormat.alerts(RecordFormat.JSON);
  private final Codec<MarketAlert> marketCodec = WireFormat.marketAlerts(RecordFormat.JSON);
  private final CSVPrinter scores;
  private final CSVPrinter forecasts;
  private final BufferedWriter alerts;
  private final BufferedWriter marketAlerts;

  /**
   * Opens the files, replacing what is there. Any of them may be null: then it is not written.
   *
   * @throws UncheckedIOException when a file cannot be written
   */
  public BacktestFiles(Path scores, Path forecasts, Path alerts, Path marketAlerts) {
    try {
      this.scores = csv(scores, SCORE_COLUMNS);
      this.forecasts = csv(forecasts, FORECAST_COLUMNS);
      this.alerts = alerts == null ? null : writer(alerts);
      this.marketAlerts = marketAlerts == null ? null : writer(marketAlerts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CSVPrinter csv(Path file, Object... columns) throws IOException {
    if (file == null) {
      return null;
    }
    CSVPrinter printer = new CSVPrinter(writer(file), CSV);
    printer.printRecord(columns);
    return printer;
  }

  private BufferedWriter writer(Path file) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    open.add(writer);
    return writer;
  }

  /** Whether forecasts are written. */
  public boolean wantsForecasts() {
    return forecasts != null;
  }

  @Override
  public void accept(Detection detection) {
    try {
      if (scores != null) {
        write(detection.score());
      }
      if (forecasts != null && detection.forecast().isPresent()) {
        write(detection.forecast().get());
      }
      if (detection.alert().isPresent()) {
        write(detection.alert().get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes an alert that comes without a tick: a silence.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void accept(Alert alert) {
    try {
      write(alert);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes an alert of the market.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public void accept(MarketAlert alert) {
    if (marketAlerts == null) {
      return;
    }
    try {
      marketAlerts.write(new String(marketCodec.encode(alert), StandardCharsets.UTF_8));
      marketAlerts.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Alert alert) throws IOException {
    if (alerts != null) {
      alerts.write(new String(alertCodec.encode(alert), StandardCharsets.UTF_8));
      alerts.write('\n');
    }
  }

  private void write(Score score) throws IOException {
    scores.printRecord(
        score.symbol(),
        time(score.eventTimeMicros()),
        number(score.score()),
        number(score.tailProbability()),
        number(score.episodeRate()),
        score.state(),
        score.sequence(),
        score.price(),
        score.late(),
        number(score.expectedPrice()),
        number(score.lowerPrice()),
        number(score.upperPrice()),
        number(score.intervalLevel()),
        number(score.logLikelihood()),
        number(score.elbo()),
        number(score.reconstruction()),
        number(score.kl()),
        score.statistic(),
        score.modelVersion(),
        number(score.ownCalibration()),
        score.quality().stream().map(DataIssue::code).collect(Collectors.joining(" ")));
  }

  private void write(Forecast forecast) throws IOException {
    for (Forecast.Step step : forecast.steps()) {
      forecasts.printRecord(
          forecast.symbol(),
          time(forecast.eventTimeMicros()),
          forecast.sequence(),
          forecast.price(),
          step.step(),
          step.expectedPrice(),
          step.lowerPrice(),
          step.upperPrice(),
          forecast.intervalLevel(),
          forecast.modelVersion());
    }
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Null, an empty cell, for a number that is not there. */
  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /**
   * Ends the files.
   *
   * @throws UncheckedIOException when what was left could not be written
   */
  @Override
  public void close() {
    try {
      for (BufferedWriter file : open) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
