package dev.tickwatch.model.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.StoredCopy;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymbolWindowTest {
  private static final WindowShape SHAPE = new WindowShape(8, 2);
  private static final long SECOND = 1_000_000;

  private final SymbolWindow window = new SymbolWindow(SHAPE, FeatureSettings.DEFAULT);

  private static Tick tick(long second, double price) {
    return Tick.of("ACME", second * SECOND, price, 100);
  }

  private void admitAndScore(Tick tick) {
    if (window.admit(tick)) {
      window.removePending();
    }
  }

  private float[] pending(int index) {
    FloatBuffer target = FloatBuffer.allocate(SHAPE.windowFloats());
    window.copyPending(index, target);
    assertThat(target.hasRemaining()).isFalse();
    return target.array();
  }

  private static float feature(float[] windowFloats, int step, int feature) {
    return windowFloats[step * Features.COUNT + feature];
  }

  @Test
  void staysQuietWhileWarmingUp() {
    for (int i = 1; i <= 8; i++) {
      assertThat(window.admit(tick(i, 100))).isFalse();
    }
    assertThat(window.admit(tick(9, 100))).isTrue();
    assertThat(window.pendingSequence(0)).isEqualTo(9);
  }

  @Test
  void givesTheFeaturesOfTheTrainer() {
    Random random = new Random(7);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ticks.add(Tick.of("ACME", i * SECOND, 50_000 + random.nextGaussian(), random.nextInt(500)));
    }
    FeatureState trainer = new FeatureState(FeatureSettings.DEFAULT);
    float[][] rows = new float[ticks.size()][Features.COUNT];
    for (int i = 0; i < ticks.size(); i++) {
      trainer.next(ticks.get(i), rows[i]);
      if (window.admit(ticks.get(i))) {
        float[] served = pending(0);
        for (int step = 0; step < SHAPE.steps(); step++) {
          float[] row = new float[Features.COUNT];
          System.arraycopy(served, step * Features.COUNT, row, 0, Features.COUNT);
          assertThat(row).isEqualTo(rows[i - SHAPE.steps() + 1 + step]);
        }
        window.removePending();
      }
    }
  }

  @Test
  void keepsACentAtFiftyThousandDollars() {
    for (int i = 1; i <= 8; i++) {
      window.admit(tick(i, 50_000));
    }
    window.admit(tick(9, 50_000.01));

    assertThat((double) feature(pending(0), 7, Features.LOG_RETURN)).isCloseTo(2e-7, within(1e-12));
  }

  @Test
  void holdsAnyNumberOfPendingTicks() {
    for (int i = 1; i <= 108; i++) {
      window.admit(tick(i, 100 + i));
    }

    assertThat(window.pending()).isEqualTo(100);
    assertThat(window.pendingPrice(0)).isEqualTo(109);
    assertThat(window.priceBeforePending(0)).isEqualTo(108);
    assertThat((double) feature(pending(0), 7, Features.LOG_RETURN))
        .isCloseTo(Math.log(109.0 / 108), within(1e-8));
    assertThat(window.pendingPrice(99)).isEqualTo(208);
  }

  @Test
  void putsALateTickInItsPlace() {
    for (int i = 1; i <= 20; i++) {
      admitAndScore(tick(10L * i, 100 + i));
    }

    assertThat(window.placementOf(175 * SECOND)).isEqualTo(Placement.LATE);
    assertThat(window.admit(tick(175, 90))).isTrue();
    assertThat(window.pendingIsLate()).isTrue();
    assertThat(window.pendingTime(0)).isEqualTo(175 * SECOND);
    assertThat(window.priceBeforePending(0)).isEqualTo(117);
    float[] late = pending(0);
    assertThat((double) feature(late, 7, Features.LOG_RETURN))
        .isCloseTo(Math.log(90.0 / 117), within(1e-7));
    assertThat((double) feature(late, 7, Features.LOG_GAP))
        .isCloseTo(Math.log1p(5000), within(1e-5));
    window.removePending();

    window.admit(tick(210, 121));
    float[] next = pending(0);
    // Steps: 140 150 160 170 175 180 190 200 210 -> the newest eight; the tick after the late one
    // was mended.
    assertThat((double) feature(next, 4, Features.LOG_RETURN))
        .isCloseTo(Math.log(118.0 / 90), within(1e-7));
    assertThat((double) feature(next, 4, Features.LOG_GAP))
        .isCloseTo(Math.log1p(5000), within(1e-5));
  }

  @Test
  void givesTheLatestPlaceThatStillHasAWholeWindow() {
    for (int i = 1; i <= 40; i++) {
      admitAndScore(tick(10L * i, 100 + i));
    }

    assertThat(window.placementOf(331 * SECOND)).isEqualTo(Placement.LATE);
    assertThat(window.placementOf(329 * SECOND)).isEqualTo(Placement.TOO_LATE);
    assertThat(window.admit(tick(331, 100))).isTrue();
    assertThat(feature(pending(0), 0, Features.LOG_RETURN)).isNotZero();
  }

  @Test
  void refusesATickThatIsTooLate() {
    for (int i = 1; i <= 40; i++) {
      admitAndScore(tick(10L * i, 100));
    }

    assertThatIllegalArgumentException().isThrownBy(() -> window.admit(tick(5, 100)));
  }

  @Test
  void makesALateTickWaitForPendingOnes() {
    for (int i = 1; i <= 9; i++) {
      window.admit(tick(10L * i, 100));
    }

    assertThatIllegalStateException().isThrownBy(() -> window.admit(tick(85, 100)));
  }

  @Test
  void treatsALateTickOfTheWarmUpAsWarmingUp() {
    for (int i = 1; i <= 9; i++) {
      admitAndScore(tick(10L * i, 100));
    }

    assertThat(window.admit(tick(25, 100))).isFalse();
    assertThat(window.sequence()).isEqualTo(10);
  }

  @Test
  void survivesStorageAtEveryTick() {
    Random random = new Random(3);
    SymbolWindow stored = window;
    SymbolWindow live = new SymbolWindow(SHAPE, FeatureSettings.DEFAULT);
    for (int i = 1; i <= 100; i++) {
      Tick tick = tick(i, 100 + random.nextGaussian());
      stored.admit(tick);
      live.admit(tick);
      if (random.nextInt(3) == 0) {
        while (live.pending() > 0) {
          FloatBuffer expected = FloatBuffer.allocate(SHAPE.windowFloats());
          FloatBuffer actual = FloatBuffer.allocate(SHAPE.windowFloats());
          live.copyPending(0, expected);
          stored.copyPending(0, actual);
          assertThat(actual.array()).isEqualTo(expected.array());
          assertThat(stored.pendingSequence(0)).isEqualTo(live.pendingSequence(0));
          live.removePending();
          stored.removePending();
        }
      }
      stored = read(stored);
    }
  }

  private static SymbolWindow read(SymbolWindow window) {
    SymbolWindow read = new SymbolWindow(SHAPE, FeatureSettings.DEFAULT);
    StoredCopy.of(window::visit, read::visit);
    read.makeRows();
    for (int row = 0; row < window.rows(); row++) {
      int place = row;
      StoredCopy.of(
          fields -> window.visitRow(place, fields), fields -> read.visitRow(place, fields));
    }
    return read;
  }

  @Test
  void marksAGapBetweenSessions() {
    for (int i = 1; i <= 8; i++) {
      window.admit(tick(i, 100));
    }
    window.admit(tick(8 + 3601, 100));

    assertThat(feature(pending(0), 7, Features.SESSION_GAP)).isEqualTo(1);
    assertThat(feature(pending(0), 6, Features.SESSION_GAP)).isZero();
  }
}
