package dev.tickwatch.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tickwatch.alert.AlertPolicy;
import dev.tickwatch.model.Manifest;
import dev.tickwatch.quality.QualityCheck;
import dev.tickwatch.scoring.ArithmeticScorer;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.scoring.WindowScorer;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.DayProfile;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.WindowShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolStateTest {
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Manifest MANIFEST = SCORER.manifest();
  private static final Detector DETECTOR =
      new Detector(new DetectionSettings(new AlertPolicy(100, 5), 0.9, true));

  private static final QualityCheck CHECK = DETECTOR.qualityCheck(MANIFEST);

  private static SymbolState fresh() {
    return SymbolState.fresh(SHAPE, MANIFEST.featureSettings());
  }

  private static Detection score(SymbolState state) {
    ScoreBatch batch = new ScoreBatch(SHAPE, 1);
    state.copyPending(0, batch.nextSlot());
    SCORER.score(batch);
    return DETECTOR.detect("ACME", state, MANIFEST, batch, 0);
  }

  @Test
  void survivesStorageBetweenAnyTwoTicks() {
    SymbolState kept = fresh();
    SymbolState stored = fresh();
    List<Detection> expected = new ArrayList<>();
    List<Detection> actual = new ArrayList<>();
    for (Tick tick : ArithmeticScorer.walk("ACME", 500, 5)) {
      kept.admit(tick, CHECK);
      stored.admit(tick, CHECK);
      stored = SymbolState.fromBytes(SHAPE, MANIFEST.featureSettings(), stored.toBytes());
      while (kept.pending() > 0 && tick.hashCode() % 3 != 0) {
        expected.add(score(kept));
        actual.add(score(stored));
        stored = SymbolState.fromBytes(SHAPE, MANIFEST.featureSettings(), stored.toBytes());
      }
    }

    assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(400);
    assertThat(expected).anyMatch(d -> d.alert().isPresent());
  }

  @Test
  void refusesBytesOfAnotherShape() {
    byte[] stored = fresh().toBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SymbolState.fromBytes(new WindowShape(30, 4), MANIFEST.featureSettings(), stored))
        .withMessage("state holds windows of 16 ticks; the model wants 30");
  }

  @Test
  void refusesBytesOfOtherFeatureSettings() {
    byte[] stored = fresh().toBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SymbolState.fromBytes(
                    SHAPE,
                    new FeatureSettings(
                        Duration.ofHours(2),
                        120,
                        MANIFEST.featureSettings().calendar(),
                        DayProfile.FLAT),
                    stored))
        .withMessageContaining("session gap");
  }

  @Test
  void refusesTruncatedBytes() {
    byte[] stored = fresh().toBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SymbolState.fromBytes(
                    SHAPE, MANIFEST.featureSettings(), java.util.Arrays.copyOf(stored, 20)))
        .withMessageContaining("damaged");
  }
}
