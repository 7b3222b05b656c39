package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.statistic.LevelHistory;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.DayProfile;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import dev.tickwatch.state.StoredCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateBytesTest {
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Manifest MANIFEST = SCORER.manifest();
  private static final Detector DETECTOR =
      new Detector(new DetectionSettings(new AlertPolicy(100, 5), 0.9, true));

  private static final DataCheck CHECK = DETECTOR.dataCheck(MANIFEST);

  private static SymbolState fresh() {
    return SymbolState.fresh(MANIFEST);
  }

  private static Detection score(Detector detector, SymbolState state) {
    return score(detector, state, MANIFEST);
  }

  private static Detection score(Detector detector, SymbolState state, Manifest manifest) {
    ScoreBatch batch = new ScoreBatch(SHAPE, 1);
    state.copyPending(0, batch.nextSlot());
    SCORER.score(batch);
    return detector.detect("ACME", state, manifest, new ScoredWindow(batch, 0));
  }

  @ParameterizedTest
  @EnumSource
  void survivesStorageBetweenAnyTwoTicks(SeriesKind series) {
    Manifest manifest = MANIFEST.scoring(series);
    SymbolState kept = SymbolState.fresh(manifest);
    SymbolState stored = SymbolState.fresh(manifest);
    List<Detection> expected = new ArrayList<>();
    List<Detection> actual = new ArrayList<>();
    for (Tick tick : ArithmeticScorer.walk("ACME", 500, 5)) {
      kept.admit(tick, CHECK);
      stored.admit(tick, CHECK);
      stored = StateBytes.read(manifest, StateBytes.write(manifest, stored));
      while (kept.pending() > 0 && tick.hashCode() % 3 != 0) {
        expected.add(score(DETECTOR, kept, manifest));
        actual.add(score(DETECTOR, stored, manifest));
        stored = StateBytes.read(manifest, StateBytes.write(manifest, stored));
      }
    }

    assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(400);
    assertThat(expected).anyMatch(d -> d.alert().isPresent());
  }

  @Test
  void isNoLargerForAPriceBecauseMetricsHaveLevels() {
    SymbolState price = fresh();
    Manifest levels = MANIFEST.scoring(SeriesKind.METRIC);
    SymbolState metric = SymbolState.fresh(levels);
    for (Tick tick : ArithmeticScorer.walk("ACME", 100, 5)) {
      price.admit(tick, CHECK);
      metric.admit(tick, CHECK);
      while (price.pending() > 0) {
        score(DETECTOR, price);
        score(DETECTOR, metric, levels);
      }
    }
    price.episode(null);
    metric.episode(null);

    int level = StoredCopy.bytes(new LevelHistory()::visit).length;
    assertThat(StateBytes.write(levels, metric))
        .hasSize(StateBytes.write(MANIFEST, price).length + level + " metric".length());
    assertThat(level).isLessThan(600);
  }

  @Test
  void refusesBytesOfAnotherShape() {
    Manifest longer = ArithmeticScorer.manifest(new WindowShape(30, 4), MANIFEST.calibration());
    byte[] stored = StateBytes.write(MANIFEST, fresh());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateBytes.read(longer, stored))
        .withMessage("state holds windows of 16 ticks; the model wants 30");
  }

  @Test
  void refusesBytesOfOtherFeatureSettings() {
    byte[] stored = StateBytes.write(MANIFEST, fresh());

    Manifest other =
        with(
            new FeatureSettings(
                Duration.ofHours(2),
                120,
                FeatureSettings.DEFAULT.calendar(),
                DayProfile.FLAT,
                SeriesKind.PRICE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateBytes.read(other, stored))
        .withMessageContaining("session gap");
    assertThat(StateHeader.other(other, stored)).isEmpty();
  }

  @Test
  void tellsThatBytesAreOfAnotherKindOfSeries() {
    byte[] stored = StateBytes.write(MANIFEST, fresh());
    Manifest metric = MANIFEST.scoring(SeriesKind.METRIC);

    assertThat(StateHeader.other(metric, stored)).contains("tick 24x7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateBytes.read(metric, stored))
        .withMessage("state holds ticks 'tick 24x7'; the model wants 'tick 24x7 metric'");
  }

  @Test
  void tellsThatBytesAreOfOtherBarsOrAnotherCalendar() {
    byte[] stored = StateBytes.write(MANIFEST, fresh());
    Manifest bars = new ArithmeticScorer(MANIFEST).ofBars("1m").manifest();
    Manifest newYork = with(FeatureSettings.DEFAULT.withCalendar(TradingCalendar.named("xnys")));

    assertThat(StateHeader.other(MANIFEST, stored)).isEmpty();
    assertThat(StateHeader.other(bars, stored)).contains("tick 24x7");
    assertThat(StateHeader.other(newYork, stored)).contains("tick 24x7");
    assertThat(StateHeader.other(MANIFEST, StateBytes.write(bars, SymbolState.fresh(bars))))
        .contains("1m 24x7");
    assertThat(StateHeader.other(MANIFEST, StateBytes.write(newYork, SymbolState.fresh(newYork))))
        .contains("tick xnys");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateBytes.read(bars, stored))
        .withMessage("state holds ticks 'tick 24x7'; the model wants '1m 24x7'");
  }

  @Test
  void goesOnWithAModelOfAnotherCalibration() {
    SymbolState state = fresh();
    ArithmeticScorer.walk("ACME", 40, 5).forEach(tick -> state.admit(tick, CHECK));
    Manifest next = with(FeatureSettings.DEFAULT).withCalibration(Calibration.NONE);

    assertThat(StateHeader.other(next, StateBytes.write(MANIFEST, state))).isEmpty();
    assertThat(StateBytes.read(next, StateBytes.write(MANIFEST, state)).sequence()).isEqualTo(40);
  }

  private static Manifest with(FeatureSettings settings) {
    return new ArithmeticScorer(MANIFEST).ofFeatures(settings).manifest();
  }

  @Test
  void refusesTruncatedBytes() {
    byte[] stored = StateBytes.write(MANIFEST, fresh());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateBytes.read(MANIFEST, java.util.Arrays.copyOf(stored, 20)))
        .withMessageContaining("damaged");
  }
}
