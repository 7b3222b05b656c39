package dev.tickwatch.app.backtest;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.Alert.Status;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.check.DataIssue;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final DetectionSettings SETTINGS =
      new DetectionSettings(new AlertPolicy(2000, 10), 0.9, true);

  private final List<Detection> detections = new ArrayList<>();

  private Backtest.Summary run(int batchSize, List<Tick> ticks) {
    detections.clear();
    Backtest backtest = new Backtest(SCORER, new Detector(SETTINGS), batchSize, detections::add);
    ticks.forEach(backtest::accept);
    return backtest.finish();
  }

  private List<Alert> alerts() {
    return detections.stream().flatMap(d -> d.alert().stream()).toList();
  }

  private static List<Tick> interleaved(int symbols, int each) {
    List<List<Tick>> walks =
        IntStream.range(0, symbols)
            .mapToObj(s -> ArithmeticScorer.walk("S" + s, each, 50 + s))
            .toList();
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (List<Tick> walk : walks) {
        ticks.add(walk.get(i));
      }
    }
    return ticks;
  }

  private static Tick withPrice(Tick tick, double price) {
    return Tick.of(tick.symbol(), tick.eventTimeMicros(), price, tick.size());
  }

  @Test
  void scoresEveryTickPastWarmUpOnceAndInOrder() {
    List<Tick> ticks = interleaved(3, 100);

    Backtest.Summary summary = run(32, ticks);

    assertThat(summary).isEqualTo(new Backtest.Summary(3 * 84, 3 * 16, 0, 0));
    assertThat(detections).hasSize(300);
    for (int i = 0; i < ticks.size(); i++) {
      Score score = detections.get(i).score();
      assertThat(score.symbol()).isEqualTo(ticks.get(i).symbol());
      assertThat(score.eventTimeMicros()).isEqualTo(ticks.get(i).eventTimeMicros());
      assertThat(score.sequence()).isEqualTo(i / 3 + 1);
    }
  }

  @Test
  void saysHowFarTheWarmUpIs() {
    run(8, interleaved(1, 17));

    Score fifth = detections.get(4).score();
    assertThat(fifth.state()).isEqualTo(Score.State.WARMING_UP);
    assertThat(fifth.warmUpSeen()).isEqualTo(5);
    assertThat(fifth.warmUpNeeded()).isEqualTo(16);
    assertThat(fifth.score()).isNaN();
    assertThat(detections.get(16).score().state()).isEqualTo(Score.State.SCORED);
  }

  @Test
  void givesTheSameNumbersWhateverTheBatch() {
    List<Tick> ticks = interleaved(3, 200);
    Collections.swap(ticks, 301, 304); // late, one symbol
    run(1, ticks);
    List<Detection> one = List.copyOf(detections);
    run(7, ticks);
    assertThat(detections).isEqualTo(one);
    run(512, ticks);
    assertThat(detections).isEqualTo(one);
    assertThat(one).anyMatch(d -> d.score().late());
  }

  @Test
  void alertsOnAJumpAndSaysWhy() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("ACME", 400, 9));
    Tick usual = ticks.get(300);
    double jumped = ticks.get(299).price() * 1.05;
    ticks.set(300, withPrice(usual, jumped));

    run(64, ticks);

    Alert alert = alerts().get(0);
    assertThat(alert.status()).isEqualTo(Status.OPENED);
    assertThat(alert.openedSequence()).isEqualTo(301);
    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
    assertThat(alert.peak().price()).isEqualTo(jumped);
    assertThat(alert.peak().upperPrice()).isLessThan(jumped);
    assertThat(alert.contributions()).hasSizeBetween(1, 5);
    assertThat(alert.contributions())
        .isSortedAccordingTo(comparingDouble(Alert.Contribution::score).reversed());
    Alert.Contribution first = alert.contributions().get(0);
    assertThat(first.test()).isEqualTo(alert.peak().statistic());
    Alert.Contribution jump =
        alert.contributions().stream()
            .filter(part -> part.test().equals("jump"))
            .findFirst()
            .orElseThrow();
    assertThat(jump.feature()).isEqualTo("return");
    assertThat(jump.scale()).isOne();
    assertThat(jump.step()).isZero();
    assertThat(jump.residual()).isGreaterThan(20);
    assertThat(jump.seen()).isEqualTo(jumped);
    assertThat(jump.expected()).isEqualTo(ticks.get(299).price());
    assertThat(alert.verdict()).isEqualTo(Alert.Verdict.ANOMALY);
    assertThat(alerts()).extracting(Alert::id).contains(alert.id());
    assertThat(alerts().stream().filter(a -> a.id().equals(alert.id())).map(Alert::status))
        .endsWith(Status.CLOSED);
  }

  @Test
  void namesAStrayPrintAndADecimalShift() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("ACME", 600, 9));
    ticks.set(300, withPrice(ticks.get(300), ticks.get(299).price() * 1.05));
    ticks.set(500, withPrice(ticks.get(500), ticks.get(500).price() / 10));

    run(64, ticks);

    assertThat(detections.get(301).score().quality()).containsExactly(DataIssue.STRAY_PRINT);
    assertThat(detections.get(500).score().quality()).containsExactly(DataIssue.DECIMAL_SHIFT);
    assertThat(detections.get(501).score().quality()).containsExactly(DataIssue.STRAY_PRINT);
    Alert shifted =
        alerts().stream().filter(a -> a.openedSequence() == 501).findFirst().orElseThrow();
    assertThat(shifted.verdict()).isEqualTo(Alert.Verdict.DATA_QUALITY);
    assertThat(shifted.quality()).containsExactly(DataIssue.DECIMAL_SHIFT);
    Alert last =
        alerts().stream().filter(a -> a.openedSequence() == 301).reduce((a, b) -> b).orElseThrow();
    assertThat(last.verdict()).isEqualTo(Alert.Verdict.DATA_QUALITY);
    assertThat(last.quality()).contains(DataIssue.STRAY_PRINT);
  }

  @Test
  void alertsOnASymbolThatFallsSilentWhileAnotherGoesOn() {
    List<Tick> going = ArithmeticScorer.walk("GOING", 1_000, 1);
    List<Tick> pausing = new ArrayList<>(ArithmeticScorer.walk("PAUSING", 1_000, 2));
    Tick before = pausing.get(299);
    pausing.subList(300, 700).clear();
    List<Tick> ticks = new ArrayList<>(going);
    ticks.addAll(pausing);
    ticks.sort(java.util.Comparator.comparingLong(Tick::eventTimeMicros));
    List<Alert> silences = new ArrayList<>();
    Backtest backtest =
        new Backtest(SCORER, new Detector(SETTINGS), 64, d -> {}).onSilence(silences::add);
    ticks.forEach(backtest::accept);
    backtest.finish();

    assertThat(silences).extracting(Alert::symbol).containsOnly("PAUSING");
    assertThat(silences).extracting(Alert::status).containsExactly(Status.OPENED, Status.CLOSED);
    assertThat(silences).extracting(Alert::id).containsOnly(silences.get(0).id());
    assertThat(silences)
        .allSatisfy(
            alert -> {
              assertThat(alert.verdict()).isEqualTo(Alert.Verdict.DATA_QUALITY);
              assertThat(alert.quality()).containsExactly(DataIssue.STALE_FEED);
              assertThat(alert.openedAtMicros()).isEqualTo(before.eventTimeMicros());
              assertThat(alert.peak().price()).isEqualTo(before.price());
            });
    Alert opened = silences.get(0);
    double noticedAfter = (opened.updatedAtMicros() - before.eventTimeMicros()) / 1e6;
    assertThat(noticedAfter).isBetween(60.0, 72.0);
    assertThat(opened.contributions().get(0).expected()).isBetween(1.0, 1.5);
    assertThat(opened.contributions().get(0).seen()).isCloseTo(noticedAfter, within(1e-6));
    assertThat(silences.get(1).updatedAtMicros()).isEqualTo(pausing.get(300).eventTimeMicros());
  }

  @Test
  void aMarketThatGoesOnSlowlyIsNotSilent() {
    List<Alert> silences = new ArrayList<>();
    Backtest backtest =
        new Backtest(SCORER, new Detector(SETTINGS), 64, d -> {}).onSilence(silences::add);
    interleaved(3, 1_000).forEach(backtest::accept);
    backtest.finish();

    assertThat(silences).isEmpty();
  }

  @Test
  void forecastsInPrices() {
    run(64, interleaved(1, 60));

    var forecast = detections.get(59).forecast().orElseThrow();
    assertThat(forecast.steps()).hasSize(4);
    assertThat(forecast.steps().get(3).step()).isEqualTo(4);
    assertThat(forecast.steps())
        .allSatisfy(
            step -> {
              assertThat(step.lowerPrice()).isLessThan(step.expectedPrice());
              assertThat(step.upperPrice()).isGreaterThan(step.expectedPrice());
            });
    assertThat(detections.get(15).forecast()).isEmpty();
  }

  @Test
  void countsATickThatIsTooLate() {
    List<Tick> ticks = new ArrayList<>(ArithmeticScorer.walk("ACME", 100, 9));
    ticks.add(ticks.get(3));

    assertThat(run(64, ticks).tooLate()).isOne();
    assertThat(detections).hasSize(100);
  }

  @Test
  void tellsOfATickThatIsTooLate() {
    List<Tick> ticks = ArithmeticScorer.walk("ACME", 100, 9);
    List<Tick> refused = new ArrayList<>();
    Backtest backtest =
        new Backtest(SCORER, new Detector(SETTINGS), 64, detections::add).onTooLate(refused::add);
    ticks.forEach(backtest::accept);

    backtest.accept(ticks.get(3));

    assertThat(refused).containsExactly(ticks.get(3));
  }

  @Test
  void keepsTheBudgetOnTicksLikeThoseItWasCalibratedOn() {
    run(256, ArithmeticScorer.walk("ACME", 60_000, 77));

    long beyond = detections.stream().filter(d -> d.score().score() >= Math.log10(500)).count();
    assertThat((double) beyond / 60_000).isCloseTo(1 / 500.0, within(0.0015));
  }

  @Test
  void hasTheScorerFillItsBatchOnly() {
    ScoreBatch batch = new ScoreBatch(SHAPE, 2);
    batch.nextSlot();
    batch.nextSlot();
    assertThat(batch.isFull()).isTrue();
    batch.clear();
    assertThat(batch.size()).isZero();
  }
}
