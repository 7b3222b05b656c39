package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.marketwide.MarketAlert;
import dev.tickwatch.detect.marketwide.MarketGroups;
import dev.tickwatch.detect.marketwide.MarketSettings;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.detect.symbol.Score.State;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect.Reason;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScoringTopologyTest {
  private static final WindowShape SHAPE = new WindowShape(8, 3);
  private static final ArithmeticScorer MODEL = ArithmeticScorer.calibrated(SHAPE);
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final DetectionSettings DETECTION =
      new DetectionSettings(new AlertPolicy(200, 5), 0.9, true);

  @TempDir Path state;

  private TopologyHarness batchesOf(int size) {
    return harness(StreamSettings.defaults("test"), size, new ArithmeticScorer(MODEL.manifest()));
  }

  private TopologyHarness harness(StreamSettings settings, int size, WindowScorer scorer) {
    return new TopologyHarness(
        settings.with(new StreamSettings.Batching(size, LINGER)), scorer, DETECTION, state);
  }

  private static List<Detection> straightLine(List<Tick> ticks) {
    List<Detection> detections = new ArrayList<>();
    Backtest backtest =
        new Backtest(MODEL, new Detector(DETECTION), 1, detections::add)
            .watchingMarket(MarketSettings.DEFAULT, alert -> {});
    ticks.forEach(backtest::accept);
    backtest.finish();
    return detections;
  }

  private static List<Score> scoresOf(List<Detection> detections) {
    return detections.stream().map(Detection::score).toList();
  }

  private static List<Alert> alertsOf(List<Detection> detections) {
    return detections.stream().flatMap(d -> d.alert().stream()).toList();
  }

  private static Tick withPrice(Tick tick, double price) {
    return Tick.of(tick.symbol(), tick.eventTimeMicros(), price, tick.size());
  }

  @Test
  void answersEachTickOfTheWarmUpAtOnceWithItsProgress() {
    try (TopologyHarness stream = batchesOf(256)) {
      stream.send(ArithmeticScorer.walk("AAPL", 8, 1));

      List<Score> scores = stream.scores();
      assertThat(scores).extracting(Score::state).containsOnly(State.WARMING_UP);
      assertThat(scores).extracting(Score::warmUpSeen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(scores).extracting(Score::warmUpNeeded).containsOnly(8);
    }
  }

  @Test
  void keepsATickUntilTheLingerIsOver() {
    try (TopologyHarness stream = batchesOf(256)) {
      stream.send(ArithmeticScorer.walk("AAPL", 9, 1));
      assertThat(stream.scores()).hasSize(8);

      stream.waitFor(LINGER.minusMillis(1));
      assertThat(stream.scores()).isEmpty();

      stream.waitFor(Duration.ofMillis(1));
      assertThat(stream.scores())
          .singleElement()
          .satisfies(score -> assertThat(score.state()).isEqualTo(State.SCORED))
          .satisfies(score -> assertThat(score.sequence()).isEqualTo(9));
    }
  }

  @Test
  void lingersAnewForTheNextTick() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 10, 1);
    try (TopologyHarness stream = batchesOf(256)) {
      stream.send(ticks.subList(0, 9)).waitFor(LINGER);
      stream.scores();
      stream.waitFor(LINGER.multipliedBy(10).plusMillis(3));
      stream.send(ticks.get(9)).waitFor(LINGER.minusMillis(1));
      assertThat(stream.scores()).isEmpty();

      stream.waitFor(Duration.ofMillis(1));

      assertThat(stream.scores()).extracting(Score::sequence).containsExactly(10L);
    }
  }

  @Test
  void scoresAFullBatchWithoutWaiting() {
    try (TopologyHarness stream = batchesOf(4)) {
      stream.send(ArithmeticScorer.walk("AAPL", 8 + 4, 1));

      assertThat(stream.scores()).hasSize(12);
      assertThat(stream.batches).containsExactly(4);
    }
  }

  @Test
  void gathersSeveralSymbolsInOneBatch() {
    List<Tick> apples = ArithmeticScorer.walk("AAPL", 10, 1);
    List<Tick> golds = ArithmeticScorer.walk("XAU", 10, 2);
    try (TopologyHarness stream = batchesOf(4)) {
      stream.send(apples.subList(0, 8)).send(golds.subList(0, 8));
      stream.scores();
      for (int i = 8; i < 10; i++) {
        stream.send(apples.get(i)).send(golds.get(i));
      }

      assertThat(stream.scores())
          .extracting(Score::symbol)
          .containsExactly("AAPL", "XAU", "AAPL", "XAU");
      assertThat(stream.batches).containsExactly(4);
    }
  }

  @Test
  void keysResultsBySymbolAndStampsThemWithEventTimeButNeverAheadOfTheClock() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 9, 1);
    long now = ticks.get(4).eventTimeMicros() / 1000;
    try (TopologyHarness stream = batchesOf(1)) {
      stream.waitFor(Duration.ofMillis(now)).send(ticks);

      List<TestRecord<String, Score>> records = stream.scoreRecords();
      assertThat(records).extracting(TestRecord::key).containsOnly("AAPL");
      assertThat(records)
          .extracting(TestRecord::timestamp)
          .containsExactlyElementsOf(
              ticks.stream().map(tick -> Math.min(now, tick.eventTimeMicros() / 1000)).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 256})
  void scoresForecastsAndAlertsAsAStraightLineDoes(int batchSize) {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 300, 1);
    ticks.set(150, withPrice(ticks.get(150), ticks.get(150).price() * 1.05));
    Collections.swap(ticks, 200, 203);
    Collections.swap(ticks, 240, 241);
    List<Detection> expected = straightLine(ticks);
    try (TopologyHarness stream = batchesOf(batchSize)) {
      for (Tick tick : ticks) {
        stream.send(tick);
        if (tick.eventTimeMicros() % 7 == 0) {
          stream.waitFor(LINGER);
        }
      }
      stream.waitFor(LINGER);

      assertThat(stream.scores()).isEqualTo(scoresOf(expected));
      assertThat(stream.forecasts())
          .isEqualTo(expected.stream().flatMap(d -> d.forecast().stream()).toList());
      assertThat(stream.alerts()).isEqualTo(alertsOf(expected));
    }
  }

  @Test
  void opensAndClosesAnAlertAroundASpike() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 180, 1);
    ticks.set(100, withPrice(ticks.get(100), ticks.get(100).price() * 1.2));
    try (TopologyHarness stream = batchesOf(16)) {
      stream.send(ticks).waitFor(LINGER);

      List<Alert> alerts =
          stream.alerts().stream().filter(alert -> alert.openedSequence() == 101).toList();
      assertThat(alerts).extracting(Alert::status).startsWith(Alert.Status.OPENED);
      assertThat(alerts).extracting(Alert::status).endsWith(Alert.Status.CLOSED);
      assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
      assertThat(alerts.get(0).peak().price()).isEqualTo(ticks.get(100).price());
    }
  }

  @Test
  void putsALateTickInItsPlaceAndScoresItAtOnceBehindThoseBeforeIt() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 20, 1);
    Collections.swap(ticks, 17, 18);
    try (TopologyHarness stream = batchesOf(256)) {
      stream.send(ticks.subList(0, 19));

      List<Score> scores = stream.scores();
      assertThat(scores).extracting(Score::sequence).endsWith(17L, 18L, 19L).hasSize(19);
      assertThat(scores.get(18).late()).isTrue();
      assertThat(scores.get(18).eventTimeMicros()).isLessThan(scores.get(17).eventTimeMicros());
    }
  }

  @Test
  void sendsATickOlderThanItsWindowToTheDeadLettersWithItsBytes() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    TestRecord<byte[], byte[]> old =
        new TestRecord<>(
            "AAPL".getBytes(UTF_8),
            TopologyHarness.TICKS.encode(ticks.get(3)),
            new RecordHeaders().add("feed", "b".getBytes(UTF_8)),
            Instant.ofEpochMilli(77));
    try (TopologyHarness stream = batchesOf(256)) {
      stream.send(ticks).send(old).waitFor(LINGER);

      assertThat(stream.scores()).hasSize(40);
      assertThat(stream.rejections).containsExactly(Reason.TOO_LATE);
      assertThat(stream.deadLetters())
          .singleElement()
          .satisfies(record -> assertSameRecord(record.key(), old.key()))
          .satisfies(record -> assertThat(record.headers()).isEqualTo(old.headers()))
          .extracting(TestRecord::value)
          .satisfies(letter -> assertThat(letter.defect().reason()).isEqualTo(Reason.TOO_LATE))
          .satisfies(letter -> assertThat(letter.defect().detail()).contains("8 ticks of AAPL"))
          .satisfies(letter -> assertThat(letter.sourceTopic()).isEqualTo("prices.ticks"))
          .satisfies(letter -> assertThat(letter.sourceOffset()).isEqualTo(40))
          .satisfies(letter -> assertThat(letter.sourceTimestampMillis()).isEqualTo(77))
          .satisfies(letter -> assertSameRecord(letter.value(), old.value()));
    }
  }

  private static void assertSameRecord(byte[] actual, byte[] expected) {
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void sendsBytesThatAreNoTickToTheDeadLettersUntouched() {
    byte[] noise = {1, 2, 3};
    TestRecord<byte[], byte[]> bad =
        new TestRecord<>(
            "k".getBytes(UTF_8), noise, new RecordHeaders().add("feed", new byte[] {9}));
    try (TopologyHarness stream = batchesOf(1)) {
      stream.send(ArithmeticScorer.walk("AAPL", 9, 1)).send(bad);

      assertThat(stream.scores()).hasSize(9);
      assertThat(stream.deadLetters())
          .singleElement()
          .satisfies(record -> assertSameRecord(record.key(), bad.key()))
          .satisfies(record -> assertThat(record.headers()).isEqualTo(bad.headers()))
          .extracting(TestRecord::value)
          .satisfies(letter -> assertThat(letter.defect().reason()).isEqualTo(Reason.UNPARSABLE))
          .satisfies(letter -> assertThat(letter.sourceOffset()).isEqualTo(9))
          .satisfies(letter -> assertSameRecord(letter.value(), noise));
    }
  }

  @Test
  void survivesRecordsWithoutKeyOrValue() {
    try (TopologyHarness stream = batchesOf(1)) {
      stream.send(new TestRecord<>(null, null));
      stream.send(new TestRecord<>(null, TopologyHarness.TICKS.encode(Tick.of("AAPL", 0, -1, 1))));

      assertThat(stream.rejections).containsExactly(Reason.UNPARSABLE, Reason.BAD_PRICE);
      assertThat(stream.deadLetters())
          .extracting(record -> record.value().key())
          .containsOnlyNulls();
    }
  }

  @Test
  void failsTheStreamWhenTheModelCannotBeRun() {
    WindowScorer broken =
        new WindowScorer() {
          @Override
          public Manifest manifest() {
            return MODEL.manifest();
          }

          @Override
          public void score(ScoreBatch batch) {
            throw new ScoringException("out of memory on cuda:0");
          }

          @Override
          public void close() {}
        };
    try (TopologyHarness stream = harness(StreamSettings.defaults("test"), 256, broken)) {
      stream.send(ArithmeticScorer.walk("AAPL", 9, 1));

      assertThatThrownBy(() -> stream.waitFor(LINGER))
          .hasRootCauseInstanceOf(ScoringException.class)
          .hasRootCauseMessage("out of memory on cuda:0");
      assertThat(stream.scores()).hasSize(8);
    }
  }

  @Test
  void bringsTicksOfAnyKeyTogetherBySymbol() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    TestRecord<byte[], byte[]> bad =
        new TestRecord<>(
            "k".getBytes(UTF_8), new byte[] {1}, new RecordHeaders().add("feed", new byte[] {9}));
    TestRecord<byte[], byte[]> old =
        new TestRecord<>(null, TopologyHarness.TICKS.encode(ticks.get(3)));
    StreamSettings settings = StreamSettings.defaults("test").keyedOtherwise();
    try (TopologyHarness stream = harness(settings, 256, new ArithmeticScorer(MODEL.manifest()))) {
      for (Tick tick : ticks) {
        stream.send(new TestRecord<>(null, TopologyHarness.TICKS.encode(tick)));
      }
      stream.send(bad).send(old).send(new TestRecord<>(null, null)).waitFor(LINGER);

      assertThat(stream.scores()).isEqualTo(scoresOf(straightLine(ticks)));
      var letters = stream.deadLetters();
      assertThat(letters)
          .extracting(record -> record.value().defect().reason())
          .containsExactly(Reason.UNPARSABLE, Reason.TOO_LATE, Reason.UNPARSABLE);
      assertThat(letters)
          .extracting(record -> record.value().sourceTopic())
          .containsOnly("prices.ticks");
      assertThat(letters)
          .extracting(record -> record.value().sourceOffset())
          .containsExactly(40L, 41L, 42L);
      assertSameRecord(letters.get(0).key(), bad.key());
      assertThat(letters.get(0).headers()).isEqualTo(bad.headers());
      assertThat(letters.get(1).key()).isNull();
      assertThat(letters.get(1).headers()).isEmpty();
    }
  }

  @Test
  void judgesTheMarketAsABacktestDoes() {
    MarketSettings market =
        new MarketSettings(
            Duration.ofSeconds(2),
            new MarketGroups(Map.of("SYM0", List.of("first"), "SYM1", List.of("first"))),
            new AlertPolicy(30, 5),
            2,
            Duration.ofMinutes(1));
    List<Tick> ticks = new ArrayList<>();
    for (int symbol = 0; symbol < 6; symbol++) {
      int turn = 0;
      for (Tick tick : ArithmeticScorer.walk("SYM" + symbol, 300, symbol)) {
        double factor = ++turn > 200 ? 1.05 : 1;
        ticks.add(withPrice(tick, tick.price() * factor));
      }
    }
    ticks.sort(Comparator.comparingLong(Tick::eventTimeMicros));
    List<MarketAlert> expected = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    Backtest backtest =
        new Backtest(MODEL, new Detector(DETECTION), 1, detections::add)
            .watchingMarket(market, expected::add);
    ticks.forEach(backtest::accept);
    backtest.finish();

    try (TopologyHarness stream =
        new TopologyHarness(
            StreamSettings.defaults("market").withMarket(Optional.of(market)),
            new ArithmeticScorer(MODEL.manifest()),
            DETECTION,
            state)) {
      stream.send(ticks).waitFor(LINGER);

      List<MarketAlert> seen = stream.marketAlerts();
      assertThat(seen).isEqualTo(expected);
      assertThat(seen).extracting(MarketAlert::group).contains("all", "first");
      Set<String> covered = new TreeSet<>();
      seen.forEach(alert -> covered.addAll(alert.covers()));
      List<Alert> members =
          stream.alerts().stream()
              .filter(alert -> !Collections.disjoint(alert.markets(), covered))
              .toList();
      assertThat(members).extracting(Alert::symbol).contains("SYM0", "SYM3", "SYM5");
    }
  }

  @Test
  void hasTheApprovedShape() throws IOException {
    assertThat(describe(StreamSettings.defaults("test"))).isEqualTo(approved("topology.txt"));
  }

  @Test
  void hasTheApprovedShapeForOtherKeys() throws IOException {
    assertThat(describe(StreamSettings.defaults("test").keyedOtherwise()))
        .isEqualTo(approved("topology-keyed-otherwise.txt"));
  }

  private static String describe(StreamSettings settings) {
    try (SharedModel model = new SharedModel(new ArithmeticScorer(MODEL.manifest()))) {
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

  private static String approved(String file) throws IOException {
    try (InputStream in = ScoringTopologyTest.class.getResourceAsStream(file)) {
      return in == null ? "no approved file " + file : new String(in.readAllBytes(), UTF_8);
    }
  }
}
