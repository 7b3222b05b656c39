package dev.tickwatch.app.stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.io.wire.Codec;
import dev.tickwatch.io.wire.RecordFormat;
import dev.tickwatch.io.wire.WireFormat;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the stream must give: each symbol's ticks scored one by one, in memory. */
final class StraightLine {
  private final List<Detection> detections = new ArrayList<>();

  StraightLine(WindowScorer scorer, Detector detector, List<Tick> arrivals) {
    this(scorer, detector, Optional.empty(), arrivals);
  }

  /** With bars of the ticks scored in their place, where there are rules for them. */
  StraightLine(
      WindowScorer scorer, Detector detector, Optional<BarRules> bars, List<Tick> arrivals) {
    Backtest backtest =
        new Backtest(scorer, detector, bars, 1, detections::add)
            .watchingMarket(MarketSettings.DEFAULT, alert -> {});
    arrivals.forEach(backtest::accept);
    backtest.finish();
  }

  /** How many scores there must be. */
  int count() {
    return detections.size();
  }

  /** Every score is there once, equal, and in order within its symbol. */
  void assertScores(List<ConsumerRecord<byte[], byte[]>> records) {
    assertSame(
        records,
        WireFormat.scores(RecordFormat.AVRO),
        detections.stream().map(Detection::score),
        Score::symbol);
  }

  /** The same of forecasts. */
  void assertForecasts(List<ConsumerRecord<byte[], byte[]>> records) {
    assertSame(
        records,
        WireFormat.forecasts(RecordFormat.AVRO),
        detections.stream().flatMap(detection -> detection.forecast().stream()),
        Forecast::symbol);
  }

  /** The same of alerts. */
  void assertAlerts(List<ConsumerRecord<byte[], byte[]>> records) {
    assertSame(
        records,
        WireFormat.alerts(RecordFormat.AVRO),
        detections.stream().flatMap(detection -> detection.alert().stream()),
        Alert::symbol);
  }

  /** In small steps: a difference of two long lists is more than a person can read. */
  private static <T> void assertSame(
      List<ConsumerRecord<byte[], byte[]>> records,
      Codec<T> codec,
      Stream<T> expected,
      Function<T, String> symbolOf) {
    Map<String, List<T>> actual =
        bySymbol(records.stream().map(record -> codec.decode(record.value())), symbolOf);
    Map<String, List<T>> wanted = bySymbol(expected, symbolOf);
    assertThat(actual.keySet()).isEqualTo(wanted.keySet());
    wanted.forEach(
        (symbol, values) -> {
          List<T> seen = actual.get(symbol);
          for (int i = 0; i < Math.min(values.size(), seen.size()); i++) {
            assertThat(seen.get(i)).as("%s, result %d", symbol, i).isEqualTo(values.get(i));
          }
          assertThat(seen.size()).as("results of %s", symbol).isEqualTo(values.size());
        });
  }

  private static <T> Map<String, List<T>> bySymbol(Stream<T> values, Function<T, String> symbolOf) {
    return values.collect(groupingBy(symbolOf, mapping(Function.identity(), toList())));
  }
}
