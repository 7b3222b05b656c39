package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.backtest.Backtest;
import dev.tickwatch.app.store.PagedStates;
import dev.tickwatch.app.store.StateBytes;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Forecast;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.SharedModel;
import dev.tickwatch.model.window.DayProfile;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the test driver cannot show: several tasks of one thread, and tasks that come and go. */
final class ScoreTicksTest {
  private static final WindowShape SHAPE = new WindowShape(8, 3);
  private static final ArithmeticScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Detector DETECTOR = new Detector(DetectionSettings.DEFAULT);

  private final SharedModel model = new SharedModel(new ArithmeticScorer(SCORER.manifest()));
  private final List<Integer> batches = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private int coldStarts;
  private final List<DataIssue> badData = new ArrayList<>();
  private final StreamObserver observer =
      new StreamObserver() {
        @Override
        public void batchScored(int windows, long nanos) {
          batches.add(windows);
        }

        @Override
        public void startedCold() {
          coldStarts++;
        }

        @Override
        public void badData(DataIssue reason) {
          badData.add(reason);
        }

        @Override
        public void tickScored(long endToEndMillis) {
          delays.add(endToEndMillis);
        }
      };

  @AfterEach
  void closeModel() {
    model.close();
  }

  private BatchedScoring scoringOf(int size) {
    return new BatchedScoring(model, size, Runnable::run, observer);
  }

  private long offset;

  /** One task: a processor with a store of its own, in the batches of a thread. */
  private final class Task {
    private final KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ScoringTopology.WINDOWS),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final MockProcessorContext<byte[], Object> context =
        new MockProcessorContext<>(new Properties());
    private final ScoreTicks processor;

    private Task(BatchedScoring scoring) {
      processor =
          new ScoreTicks(
              model, DETECTOR, () -> scoring, Duration.ofMillis(5), Optional.empty(), observer);
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
      context.setCurrentSystemTimeMs(1_000);
    }

    private Task started() {
      processor.init(context);
      return this;
    }

    /** A task elsewhere that has restored this one's store. */
    private Task restoredOn(BatchedScoring scoring) {
      Task other = new Task(scoring);
      try (var all = store.all()) {
        all.forEachRemaining(entry -> other.store.put(entry.key, entry.value));
      }
      return other.started();
    }

    private void process(List<Tick> ticks) {
      for (Tick tick : ticks) {
        context.setRecordMetadata("prices.ticks", 0, offset++);
        byte[] key = tick.symbol().getBytes(UTF_8);
        RecordOrigin origin = new RecordOrigin("prices.ticks", 0, 0, 900, key, new byte[0]);
        processor.process(new Record<>(key, new ParsedTick(tick, origin), 900));
      }
    }

    private void fireTimers() {
      List<CapturedPunctuator> due =
          context.scheduledPunctuators().stream().filter(timer -> !timer.cancelled()).toList();
      due.forEach(timer -> timer.getPunctuator().punctuate(1_005));
    }

    private long runningTimers() {
      return context.scheduledPunctuators().stream().filter(timer -> !timer.cancelled()).count();
    }

    private List<Score> takeScores() {
      List<Score> scores =
          context.forwarded(ScoringTopology.SCORES).stream()
              .map(forward -> (Score) forward.record().value())
              .toList();
      context.resetForwards();
      return scores;
    }

    private List<Forecast> forecasts() {
      return context.forwarded(ScoringTopology.FORECASTS).stream()
          .map(forward -> (Forecast) forward.record().value())
          .toList();
    }

    private List<Alert> silences() {
      return context.forwarded(ScoringTopology.ALERTS).stream()
          .map(forward -> (Alert) forward.record().value())
          .filter(alert -> alert.quality().contains(DataIssue.STALE_FEED))
          .toList();
    }

    private int storedPending(String symbol) {
      return StateBytes.read(
              SCORER.manifest(), new PagedStates(store, SCORER.manifest()).get(symbol).bytes())
          .pending();
    }
  }

  private static List<Score> straightLine(List<Tick> ticks) {
    List<Score> scores = new ArrayList<>();
    Backtest backtest = new Backtest(SCORER, DETECTOR, 1, d -> scores.add(scoreOf(d)));
    ticks.forEach(backtest::accept);
    backtest.finish();
    return scores;
  }

  private static Score scoreOf(Detection detection) {
    return detection.score();
  }

  @Test
  void aBatchSpansTasksButEachForwardsItsOwnResultsInItsOwnCall() {
    BatchedScoring scoring = scoringOf(4);
    Task left = new Task(scoring).started();
    Task right = new Task(scoring).started();
    List<Tick> apples = ArithmeticScorer.walk("AAPL", 10, 1);
    List<Tick> golds = ArithmeticScorer.walk("XAU", 10, 2);
    left.process(apples.subList(0, 8));
    right.process(golds.subList(0, 8));
    left.takeScores();
    right.takeScores();

    left.process(apples.subList(8, 10));
    right.process(golds.subList(8, 10));

    assertThat(batches).containsExactly(4);
    assertThat(right.takeScores()).extracting(Score::sequence).containsExactly(9L, 10L);
    assertThat(left.takeScores()).isEmpty();
    assertThat(left.storedPending("AAPL")).isEqualTo(2);

    left.fireTimers();
    assertThat(left.takeScores()).isEqualTo(straightLine(apples).subList(8, 10));
    assertThat(left.storedPending("AAPL")).isZero();
    assertThat(batches).containsExactly(4);
  }

  @Test
  void scoresEachTickOnceAmongManySymbolsWhereverTasksLand() {
    Random random = new Random(11);
    BatchedScoring scoring = scoringOf(16);
    List<Task> tasks =
        new ArrayList<>(List.of(new Task(scoring).started(), new Task(scoring).started()));
    Map<String, List<Tick>> walks = new TreeMap<>();
    Map<String, Integer> fed = new TreeMap<>();
    for (int i = 0; i < 24; i++) {
      walks.put("S" + i, ArithmeticScorer.walk("S" + i, 60, i));
    }
    List<String> names = List.copyOf(walks.keySet());
    List<Score> scores = new ArrayList<>();
    for (int step = 0; step < 24 * 50; step++) {
      // One after the other with some disorder, so that most have one tick in the batch at most.
      int number = (step + random.nextInt(3)) % names.size();
      String symbol = names.get(number);
      int next = fed.merge(symbol, 1, Integer::sum) - 1;
      int of = number % 2;
      tasks.get(of).process(walks.get(symbol).subList(next, next + 1));
      if (random.nextInt(40) == 0) {
        scores.addAll(tasks.get(of).takeScores());
        tasks.get(of).processor.close();
        tasks.set(of, tasks.get(of).restoredOn(scoring));
      }
    }
    for (Task task : tasks) {
      task.fireTimers();
      scores.addAll(task.takeScores());
    }

    for (String symbol : names) {
      assertThat(scores.stream().filter(score -> score.symbol().equals(symbol)))
          .as(symbol)
          .containsExactlyElementsOf(straightLine(walks.get(symbol).subList(0, fed.get(symbol))));
    }
  }

  @Test
  void runsNoTimerWhileNothingWaits() {
    Task task = new Task(scoringOf(256)).started();
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 12, 1);

    task.process(ticks.subList(0, 8));
    assertThat(task.runningTimers()).isZero();

    task.process(ticks.subList(8, 12));
    assertThat(task.runningTimers()).isOne();

    task.fireTimers();
    assertThat(task.runningTimers()).isZero();
    assertThat(task.takeScores()).hasSize(12);
  }

  @Test
  void storesEachUnscoredTickBeforeItsCallEnds() {
    Task task = new Task(scoringOf(256)).started();
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 11, 1);

    task.process(ticks.subList(0, 10));
    assertThat(task.storedPending("AAPL")).isEqualTo(2);

    task.process(ticks.subList(10, 11));
    assertThat(task.storedPending("AAPL")).isEqualTo(3);
  }

  @Test
  void scoresTheStoredTailWhereverTheTaskLands() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 30, 1);
    List<Score> expected = straightLine(ticks);
    Task first = new Task(scoringOf(256)).started();
    first.process(ticks.subList(0, 14));
    assertThat(first.takeScores()).isEqualTo(expected.subList(0, 8));
    first.processor.close();

    Task second = first.restoredOn(scoringOf(256));
    second.process(ticks.subList(14, 20));
    second.fireTimers();

    assertThat(second.takeScores()).isEqualTo(expected.subList(8, 20));
    assertThat(delays).startsWith(-1L, -1L, -1L, -1L, -1L, -1L, 100L);
  }

  @Test
  void scoresATailThatIsLongerThanABatch() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 20, 1);
    Task first = new Task(scoringOf(256)).started();
    first.process(ticks.subList(0, 19));
    first.takeScores();
    first.processor.close();

    Task second = first.restoredOn(scoringOf(4));
    assertThat(batches).containsExactly(4, 4);
    second.process(ticks.subList(19, 20));

    assertThat(second.takeScores()).isEqualTo(straightLine(ticks).subList(8, 20));
  }

  @Test
  void startsAfreshWhenTheSameInstanceIsStartedAgain() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 20, 1);
    Task task = new Task(scoringOf(256)).started();
    task.process(ticks.subList(0, 12));
    task.takeScores();

    task.processor.close();
    task.started();
    task.process(ticks.subList(12, 20));
    task.fireTimers();

    assertThat(task.takeScores()).isEqualTo(straightLine(ticks).subList(8, 20));
    assertThat(batches).containsExactly(12);
  }

  @Test
  void aBatchGrowsWhileTheModelIsBusyAndNoLonger() {
    Deque<Runnable> handedOver = new ArrayDeque<>();
    BatchedScoring scoring = new BatchedScoring(model, 16, handedOver::add, observer);
    Task task = new Task(scoring).started();
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 8 + 7 * 16, 1);

    task.process(ticks.subList(0, 8 + 4 * 16)); // the first 8 have no window
    assertThat(handedOver).as("two batches line up, and one grows").hasSize(2);
    handedOver.remove().run();
    task.process(ticks.subList(8 + 4 * 16, 8 + 4 * 16 + 1));
    task.process(ticks.subList(8 + 4 * 16 + 1, 8 + 4 * 16 + 2));
    assertThat(handedOver).as("the model is free for the grown one").hasSize(2);
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
    task.process(ticks.subList(8 + 4 * 16 + 2, ticks.size()));
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
    task.fireTimers();

    assertThat(batches).containsExactly(16, 16, 34, 16, 16, 14);
    assertThat(task.takeScores()).isEqualTo(straightLine(ticks));
  }

  @Test
  void aTaskThatClosesLeavesTheOthersInTheBatch() {
    BatchedScoring scoring = scoringOf(256);
    Task leaving = new Task(scoring).started();
    Task staying = new Task(scoring).started();
    List<Tick> apples = ArithmeticScorer.walk("AAPL", 12, 1);
    List<Tick> golds = ArithmeticScorer.walk("XAU", 12, 2);
    for (int i = 0; i < 12; i++) {
      leaving.process(apples.subList(i, i + 1));
      staying.process(golds.subList(i, i + 1));
    }

    leaving.processor.close();
    staying.fireTimers();

    assertThat(batches).containsExactly(4);
    assertThat(staying.takeScores()).isEqualTo(straightLine(golds));
    assertThat(leaving.storedPending("AAPL")).isEqualTo(4);
  }

  /** One symbol ticks on, the other pauses for some four minutes. */
  private static List<Tick> withAPause() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("GOING", 600, 1));
    List<Tick> pausing = new ArrayList<>(ArithmeticScorer.walk("PAUSING", 600, 2));
    pausing.subList(200, 420).clear();
    ticks.addAll(pausing);
    ticks.sort(Comparator.comparingLong(Tick::eventTimeMicros));
    return ticks;
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 7, 1})
  void tellsASilenceOnceWhereverTheTaskLands(int ticksOfATask) {
    List<Tick> ticks = withAPause();
    List<Alert> expected = new ArrayList<>();
    Backtest backtest = new Backtest(SCORER, DETECTOR, 1, d -> {}).onSilence(expected::add);
    ticks.forEach(backtest::accept);
    backtest.finish();
    assertThat(expected)
        .extracting(Alert::status)
        .containsExactly(Alert.Status.OPENED, Alert.Status.CLOSED);

    List<Alert> told = new ArrayList<>();
    Task task = new Task(scoringOf(256)).started();
    for (int from = 0; from < ticks.size(); from += ticksOfATask) {
      task.process(ticks.subList(from, Math.min(from + ticksOfATask, ticks.size())));
      told.addAll(task.silences());
      task.processor.close();
      task = task.restoredOn(scoringOf(256));
    }

    assertThat(told).isEqualTo(expected);
    assertThat(badData).containsExactly(DataIssue.STALE_FEED, DataIssue.GAP_IN_FEED);
  }

  @Test
  void reportsBadDataOfTicksInWarmUpAndAfterIt() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("AAPL", 14, 1));
    for (int crossed : new int[] {3, 12}) {
      Tick tick = ticks.get(crossed);
      double price = tick.price();
      ticks.set(
          crossed,
          new Tick("AAPL", tick.eventTimeMicros(), price, 1, price + 1, price - 1, null, null));
    }
    Task task = new Task(scoringOf(256)).started();

    task.process(ticks);
    assertThat(badData).containsExactly(DataIssue.CROSSED_QUOTE);
    task.fireTimers();
    assertThat(badData).containsExactly(DataIssue.CROSSED_QUOTE, DataIssue.CROSSED_QUOTE);
  }

  @Test
  void aBatchIsScoredByTheModelThatItsWindowsWereMadeForAndTheNextByAnother() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 14, 1);
    Task task = new Task(scoringOf(256)).started();
    task.process(ticks.subList(0, 12));

    model.replace(ArithmeticScorer.calibrated(new WindowShape(8, 5)));
    task.fireTimers();
    assertThat(task.forecasts()).hasSize(4).allMatch(forecast -> forecast.steps().size() == 3);
    assertThat(task.takeScores()).isEqualTo(straightLine(ticks).subList(0, 12));

    task.process(ticks.subList(12, 14));
    task.fireTimers();
    assertThat(task.forecasts()).hasSize(2).allMatch(forecast -> forecast.steps().size() == 5);
    assertThat(task.takeScores()).isEqualTo(straightLine(ticks).subList(12, 14));
  }

  @Test
  void whatASwapOfModelsGivesDoesNotDependOnARestartAroundIt() {
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 200, 1);
    List<Tick> before = ticks.subList(0, 60);
    List<Tick> after = ticks.subList(60, 200);
    Task running = new Task(scoringOf(16)).started();
    running.process(before);
    running.fireTimers();
    running.takeScores();
    Task restartedBefore = running.restoredOn(scoringOf(16));

    model.replace(SCORER.ofFeatures(FeatureSettings.DEFAULT.withProfile(livelier())));
    Task restartedAfter = running.restoredOn(scoringOf(16));
    List<List<Score>> ways = new ArrayList<>();
    for (Task task : List.of(running, restartedBefore, restartedAfter)) {
      task.process(after);
      task.fireTimers();
      ways.add(task.takeScores());
    }

    assertThat(ways.get(0))
        .hasSameSizeAs(after)
        .as("the profile of the next model is used")
        .isNotEqualTo(straightLine(ticks).subList(60, 200));
    assertThat(ways.get(1)).as("restarted before").isEqualTo(ways.get(0));
    assertThat(ways.get(2)).as("restarted after").isEqualTo(ways.get(0));
  }

  /** Of a market that never closes, three times as volatile and busy at each time of day. */
  private static DayProfile livelier() {
    double[] gaps = DayProfile.FLAT.gapVolatility();
    Arrays.fill(gaps, 0.7);
    double[] volatility = DayProfile.FLAT.volatility();
    Arrays.fill(volatility, 3);
    double[] sizes = DayProfile.FLAT.logSize();
    Arrays.fill(sizes, Math.log(3));
    return new DayProfile(volatility, sizes, gaps, true);
  }

  @Test
  void scoresWhatWasLeftInTheOrderInWhichItCame() {
    List<Tick> ticks = new ArrayList<>();
    for (String symbol : List.of("A", "B", "C", "D")) {
      ticks.addAll(ArithmeticScorer.walk(symbol, 14, 1));
    }
    ticks.sort(Comparator.comparingLong(Tick::eventTimeMicros).thenComparing(Tick::size));
    Task before = new Task(scoringOf(256)).started();
    before.process(ticks);
    before.takeScores();

    Task after = before.restoredOn(scoringOf(256));
    after.fireTimers();

    assertThat(after.takeScores())
        .hasSize(4 * 6)
        .extracting(score -> score.symbol() + score.eventTimeMicros())
        .containsExactlyElementsOf(
            ticks.subList(4 * 8, 4 * 14).stream()
                .map(tick -> tick.symbol() + tick.eventTimeMicros())
                .toList());
  }

  @Test
  void startsASymbolColdWhoseStoredWindowIsOfOtherTicks() {
    Manifest bars = SCORER.ofBars("1m").manifest();
    Manifest newYork =
        SCORER
            .ofFeatures(FeatureSettings.DEFAULT.withCalendar(TradingCalendar.named("xnys")))
            .manifest();
    DataCheck check = DETECTOR.dataCheck(SCORER.manifest());
    List<Tick> ticks = ArithmeticScorer.walk("AAPL", 40, 1);
    Task before = new Task(scoringOf(256)).started();
    before.process(ArithmeticScorer.walk("KEPT", 5, 2));
    for (Manifest other : List.of(bars, newYork)) {
      coldStarts = 0;
      TrackedState state = TrackedState.fresh(other);
      ticks.subList(0, 20).forEach(tick -> state.state().admit(tick, check));
      new PagedStates(before.store, other).put("AAPL", state);

      Task after = before.restoredOn(scoringOf(256));
      assertThat(new PagedStates(after.store, other).get("AAPL").bytes())
          .as("until its next tick")
          .isEqualTo(StateBytes.write(other, state.state()));
      after.process(ticks.subList(20, 22));

      assertThat(coldStarts).isEqualTo(1);
      assertThat(after.takeScores())
          .isEqualTo(straightLine(ticks.subList(20, 22)))
          .extracting(Score::warmUpSeen)
          .containsExactly(1, 2);
      after.process(ArithmeticScorer.walk("KEPT", 6, 2).subList(5, 6));
      assertThat(after.takeScores()).extracting(Score::warmUpSeen).containsExactly(6);
      assertThat(coldStarts).isEqualTo(1);
      Task again = after.restoredOn(scoringOf(256));
      again.process(ticks.subList(22, 23));
      assertThat(again.takeScores()).extracting(Score::warmUpSeen).containsExactly(3);
      assertThat(coldStarts).isEqualTo(1);
    }
  }

  @Test
  void startsASymbolColdThatAnotherVersionStored() {
    Task before = new Task(scoringOf(256)).started();
    before.process(ArithmeticScorer.walk("AAPL", 12, 1));
    byte[] stored = before.store.get("AAPL");
    stored[0]--;
    before.store.put("AAPL", stored);

    Task after = before.restoredOn(scoringOf(256));
    after.process(ArithmeticScorer.walk("AAPL", 14, 1).subList(12, 14));

    assertThat(coldStarts).isEqualTo(1);
    assertThat(after.takeScores()).extracting(Score::warmUpSeen).containsExactly(1, 2);
  }

  @Test
  void refusesWindowsOfAnotherLengthWithAClearLine() {
    Task before = new Task(scoringOf(256)).started();
    before.process(ArithmeticScorer.walk("AAPL", 12, 1));
    Manifest other =
        ArithmeticScorer.manifest(new WindowShape(16, 3), SCORER.manifest().calibration());
    new PagedStates(before.store, other).put("XAU", TrackedState.fresh(other));

    assertThatThrownBy(() -> before.restoredOn(scoringOf(256)))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("stored window of XAU")
        .hasMessageContaining("16 ticks")
        .hasMessageContaining("the model wants 8")
        .hasMessageContaining("another application id");
  }
}
