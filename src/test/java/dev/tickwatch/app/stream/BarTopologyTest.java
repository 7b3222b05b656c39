package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.app.store.StoredBars;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect.Reason;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BarTopologyTest {
  private static final ArithmeticScorer MODEL =
      ArithmeticScorer.calibrated(new WindowShape(8, 3)).ofBars("5s");
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final DetectionSettings DETECTION = DetectionSettings.DEFAULT;

  @TempDir Path state;

  private static BarRules rules(String size, EmptyBars emptyBars) {
    return new BarRules(
        BarSize.parse(size), TradingCalendar.named("24x7"), Duration.ofSeconds(3), emptyBars);
  }

  private TopologyHarness harness(BarRules rules) {
    return new TopologyHarness(
        StreamSettings.defaults("test").with(new StreamSettings.Batching(16, LINGER)).with(rules),
        new ArithmeticScorer(MODEL.manifest()),
        DETECTION,
        state);
  }

  /** Two symbols in turn, some ticks late, some too late, a gap in the middle. */
  private static List<Tick> arrivals() {
    SplittableRandom random = new SplittableRandom(5);
    List<Tick> arrivals = new ArrayList<>();
    for (String symbol : List.of("AAPL", "XAU")) {
      List<Tick> walk = ArithmeticScorer.walk(symbol, 600, symbol.length());
      walk.subList(300, 330).clear();
      for (int i = 0; i + 6 < walk.size(); i += 10) {
        walk.add(i + 1 + random.nextInt(6), walk.remove(i));
      }
      for (int i = 0; i < walk.size(); i++) {
        arrivals.add(Math.min(arrivals.size(), 2 * i), walk.get(i));
      }
    }
    return arrivals;
  }

  @ParameterizedTest
  @EnumSource
  void scoresForecastsAndAlertsAreThoseOfABacktest(EmptyBars emptyBars) {
    BarRules rules = rules("5s", emptyBars);
    List<Tick> arrivals = arrivals();
    List<Detection> expected = new ArrayList<>();
    Backtest backtest =
        new Backtest(MODEL, new Detector(DETECTION), Optional.of(rules), 1, expected::add)
            .watchingMarket(MarketSettings.DEFAULT, alert -> {});
    arrivals.forEach(backtest::accept);
    long tooLate = backtest.finish().tooLate();

    try (TopologyHarness stream = harness(rules)) {
      for (Tick tick : arrivals) {
        stream.send(tick);
        if (tick.eventTimeMicros() % 7 == 0) {
          stream.waitFor(LINGER);
        }
      }
      stream.waitFor(LINGER);

      List<Score> scores = stream.scores();
      for (String symbol : List.of("AAPL", "XAU")) {
        assertThat(scores.stream().filter(s -> s.symbol().equals(symbol)))
            .containsExactlyElementsOf(
                expected.stream()
                    .map(Detection::score)
                    .filter(s -> s.symbol().equals(symbol))
                    .toList());
      }
      assertThat(stream.forecasts())
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().flatMap(d -> d.forecast().stream()).toList());
      assertThat(stream.alerts())
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().flatMap(d -> d.alert().stream()).toList());
      assertThat(scores).hasSizeBetween(200, 300).noneMatch(Score::late);
      assertThat(scores).allMatch(score -> score.eventTimeMicros() % 5_000_000 == 4_999_999);
      assertThat(tooLate).isBetween(1L, 60L);
      assertThat(stream.rejections).hasSize((int) tooLate).containsOnly(Reason.TOO_LATE);
    }
  }

  @Test
  void goesOnWithStoredBarsOfMetricsAtAndBelowZero() {
    BarRules rules = rules("5s", EmptyBars.FILL);
    StoredBars metrics = new StoredBars(rules, SeriesKind.METRIC);
    List<Tick> bars = new ArrayList<>();
    byte[] stored = null;
    long time = 1_700_000_000_000_000L;
    for (double value : new double[] {-3, 0, -7.5, 0, 2}) {
      BarBuilder builder = metrics.read("ROOF", stored);
      time += 20_000_000L;
      builder.add(Tick.of("ROOF", time, value, 1), bars::add);
      stored = metrics.write(builder);
      BarBuilder again = metrics.read("ROOF", stored);
      assertThat(metrics.write(again)).isEqualTo(stored);
    }

    assertThat(bars).extracting(Tick::price).contains(-3.0, 0.0, -7.5);
    byte[] ofMetrics = stored;
    assertThatThrownBy(() -> new StoredBars(rules, SeriesKind.PRICE).read("ROOF", ofMetrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of metrics");
  }

  @Test
  void sendsATickOfAClosedBarToTheDeadLettersWithItsBytes() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    try (TopologyHarness stream = harness(rules("5s", EmptyBars.SKIP))) {
      stream.send(ticks).send(ticks.get(3));

      assertThat(stream.deadLetters())
          .singleElement()
          .extracting(TestRecord::value)
          .satisfies(letter -> assertThat(letter.defect().reason()).isEqualTo(Reason.TOO_LATE))
          .satisfies(
              letter ->
                  assertThat(letter.defect().detail())
                      .contains("a bar of 5s of AAPL that has closed, PT3S after its end"))
          .satisfies(letter -> assertThat(letter.sourceOffset()).isEqualTo(40))
          .satisfies(
              letter ->
                  assertThat(letter.value()).isEqualTo(TopologyHarness.TICKS.encode(ticks.get(3))));
    }
  }

  @Test
  void refusesAModelThatWasTrainedOnSomethingElse() {
    try (SharedModel model = new SharedModel(new ArithmeticScorer(MODEL.manifest()))) {
      assertThatThrownBy(() -> topology(StreamSettings.defaults("test"), model))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("bars of 5s and cannot score single ticks");
      assertThatThrownBy(
              () ->
                  topology(
                      StreamSettings.defaults("test").with(rules("1m", EmptyBars.SKIP)), model))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("bars of 5s and cannot score bars of 1m");
    }
  }

  @Test
  void aModelOfOtherBarsCannotReplaceTheOneInUse() {
    try (SharedModel model = new SharedModel(new ArithmeticScorer(MODEL.manifest()));
        ArithmeticScorer other = MODEL.ofBars("1m")) {
      assertThatThrownBy(() -> model.replace(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("wants sampling 1m; the running service samples 5s");
    }
  }

  @Test
  void storedBarsOfAnotherSizeOrCalendarAreRefused() {
    StoredBars five = new StoredBars(rules("5s", EmptyBars.SKIP), SeriesKind.PRICE);
    BarBuilder builder = five.read("AAPL", null);
    builder.add(Tick.of("AAPL", 1, 2, 3), bar -> {});
    byte[] stored = five.write(builder);

    assertThat(five.write(five.read("AAPL", stored))).isEqualTo(stored);
    assertThatThrownBy(
            () ->
                new StoredBars(rules("1m", EmptyBars.SKIP), SeriesKind.PRICE).read("AAPL", stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of 5s 24x7 and cannot go on with 1m 24x7");
    stored[0] = 9;
    assertThatThrownBy(() -> five.read("AAPL", stored)).hasMessageContaining("of version 9");
    assertThatThrownBy(() -> five.read("AAPL", new byte[] {1, 100}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void hasTheApprovedShape() throws IOException {
    try (SharedModel model = new SharedModel(new ArithmeticScorer(MODEL.manifest()));
        InputStream approved = BarTopologyTest.class.getResourceAsStream("topology-bars.txt")) {
      assertThat(topology(StreamSettings.defaults("test").with(rules("5s", EmptyBars.SKIP)), model))
          .isEqualTo(new String(approved.readAllBytes(), UTF_8));
    }
  }

  private static String topology(StreamSettings settings, SharedModel model) {
    return ScoringTopology.of(
            settings,
            model,
            new Detector(DETECTION),
            TickCheck.DEFAULT,
            StreamObserver.NONE,
            () -> 1)
        .describe()
        .toString();
  }
}
