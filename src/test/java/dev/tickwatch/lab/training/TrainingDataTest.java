package dev.tickwatch.lab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.window.Features;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
  private static final TrainingSettings SETTINGS = SyntheticTicks.settings();
  private static final int STEPS = SETTINGS.shape().steps();
  private static final int HORIZON = SETTINGS.shape().horizon();

  @Test
  void holdsOutStretchesWithoutAWindowOnBothSides() {
    List<Tick> ticks = SyntheticTicks.of("AAA", 3_000, 1);
    TrainingData data = data(Map.of("AAA", ticks));
    HeldOut heldOut = data.heldOut().get("AAA");
    int newest = heldOut.newest().from();

    assertThat(heldOut.spans()).hasSizeGreaterThan(1);
    assertThat(data.trainedTo()).isEqualTo(time(ticks.get(newest - 1)));
    assertThat(data.trainingTicks()).isEqualTo(2_400);
    for (int offset = 0; offset < 3; offset++) {
      int from = offset;
      assertThat(data.trainingWindows(from).size())
          .isEqualTo(heldOut.trainedOn().stream().mapToInt(span -> windows(span, from)).sum());
    }
    assertThat(data.validationWindows().size())
        .isEqualTo(heldOut.spans().stream().mapToInt(span -> windows(span, 0)).sum());
    float[] first = data.validationWindows().inputs(0, 1);
    int held = heldOut.spans().get(0).from();
    assertThat(first[Features.LOG_RETURN])
        .isEqualTo((float) Math.log(ticks.get(held).price() / ticks.get(held - 1).price()));
  }

  /** The series' first tick gives no row. */
  private static int windows(HeldOut.Span span, int offset) {
    int rows = span.to() - Math.max(1, span.from());
    return (rows - offset - STEPS - HORIZON) / 3 + 1;
  }

  @Test
  void futureReturnsFollowTheWindow() {
    List<Tick> ticks = SyntheticTicks.of("AAA", 3_000, 1);
    float[] future = data(Map.of("AAA", ticks)).trainingWindows(0).futureReturns(0, 1);
    // The first tick gives no row, so the first window ends with tick STEPS.
    double newest = ticks.get(STEPS).price();
    for (int h = 1; h <= HORIZON; h++) {
      double expected = Math.log(ticks.get(STEPS + h).price() / newest);
      assertThat((double) future[h - 1]).isCloseTo(expected, within(1e-8));
    }
  }

  @Test
  void orderOfTicksGivenDoesNotMatter() {
    List<Tick> ticks = SyntheticTicks.of("AAA", 3_000, 1);
    List<Tick> mixed = new ArrayList<>(ticks);
    Collections.shuffle(mixed, new Random(5));
    TrainingData data = data(Map.of("AAA", mixed));
    assertThat(data.ticks()).containsEntry("AAA", ticks);
    assertThat(Digest.ofTicks(data.ticks())).isEqualTo(Digest.ofTicks(Map.of("AAA", ticks)));
    assertThat(mixed).isNotEqualTo(ticks);
  }

  @Test
  void digestChangesWithAnyTick() {
    List<Tick> ticks = SyntheticTicks.of("AAA", 100, 1);
    String before = Digest.ofTicks(Map.of("AAA", ticks));
    Tick old = ticks.get(50);
    ticks.set(50, Tick.of("AAA", old.eventTimeMicros(), old.price(), Math.nextUp(old.size())));
    assertThat(Digest.ofTicks(Map.of("AAA", ticks))).hasSize(64).isNotEqualTo(before);
  }

  @Test
  void shufflingKeepsEveryWindow() {
    Windows windows = data(Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1))).trainingWindows(0);
    Windows shuffled = windows.shuffled(new SplittableRandom(3));
    assertThat(firstReturns(shuffled)).isNotEqualTo(firstReturns(windows));
    assertThat(firstReturns(shuffled)).containsExactlyInAnyOrderElementsOf(firstReturns(windows));
  }

  @Test
  void tooFewTicksAreToldWithWhatIsNeeded() {
    assertThatThrownBy(() -> data(Map.of("AAA", SyntheticTicks.of("AAA", 400, 1))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("too few ticks to train on: 400 ticks of 1 symbol;")
        .hasMessageContaining("need about 2505 ticks of one symbol");
    assertThatThrownBy(() -> data(Map.of())).hasMessageContaining("0 ticks of 0 symbols");
  }

  @Test
  void asManyTicksAsTheMessageAsksForAreEnough() {
    TrainingData data = data(Map.of("AAA", SyntheticTicks.of("AAA", 2_505, 1)));
    assertThat(data.symbols()).containsExactly("AAA");
  }

  @Test
  void symbolWithTooFewTicksIsLeftOutAndNamed() {
    List<String> leftOut = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void symbolLeftOut(String symbol, int ticks) {
            leftOut.add(symbol + " " + ticks);
          }
        };
    Map<String, List<Tick>> ticks =
        Map.of("AAA", SyntheticTicks.of("AAA", 3_000, 1), "TINY", SyntheticTicks.of("TINY", 9, 2));
    TrainingData data = new TrainingData(SETTINGS, ticks, listener);
    assertThat(leftOut).containsExactly("TINY 9");
    assertThat(data.symbols()).containsExactly("AAA");
  }

  @Test
  void tickWithoutFiniteFeaturesIsNamed() {
    List<Tick> ticks = SyntheticTicks.of("AAA", 3_000, 1);
    ticks.set(1_000, Tick.of("AAA", ticks.get(1_000).eventTimeMicros(), Double.NaN, 1));
    assertThatThrownBy(() -> data(Map.of("AAA", ticks)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("AAA: tick 1001 ")
        .hasMessageContaining("price NaN")
        .hasMessageContaining("log_return");
  }

  private static List<Float> firstReturns(Windows windows) {
    List<Float> firsts = new ArrayList<>();
    float[] rows = windows.inputs(0, windows.size());
    for (int at = 0; at < rows.length; at += STEPS * Features.COUNT) {
      firsts.add(rows[at]);
    }
    return firsts;
  }

  private static TrainingData data(Map<String, List<Tick>> ticks) {
    return new TrainingData(SETTINGS, ticks, TrainingListener.SILENT);
  }

  private static Instant time(Tick tick) {
    return Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
  }
}
