package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tickwatch.detect.alert.Alert;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.Detection;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Placement;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedStatesTest {
  /** 79 slots: the last page is short. */
  private static final WindowShape SHAPE = new WindowShape(40, 4);

  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Manifest MANIFEST = SCORER.manifest();
  private static final Detector DETECTOR =
      new Detector(new DetectionSettings(new AlertPolicy(10, 5, 10), 0.9, true));
  private static final DataCheck CHECK = DETECTOR.dataCheck(MANIFEST);
  private static final String SYMBOL = "ACME";

  private final KeyValueStore<String, byte[]> store = WindowStores.empty();
  private final PagedStates states = new PagedStates(store, MANIFEST);
  private TrackedState tracked = TrackedState.fresh(MANIFEST);
  private int accepted;

  private void score(int most) {
    for (int i = Math.min(most, state().pending()); i > 0; i--) {
      ScoreBatch batch = new ScoreBatch(SHAPE, 1);
      state().copyPending(0, batch.nextSlot());
      SCORER.score(batch);
      Detection detection = DETECTOR.detect(SYMBOL, state(), MANIFEST, new ScoredWindow(batch, 0));
      if (detection.alert().filter(a -> a.status() == Alert.Status.ACCEPTED).isPresent()) {
        accepted++;
      }
    }
  }

  private SymbolState state() {
    return tracked.state();
  }

  private TrackedState read() {
    return TrackedState.of(MANIFEST, states.get(SYMBOL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void readsWhatItStoredHoweverMuchChangedSince(int ticksBetween) {
    Random random = new Random(ticksBetween);
    List<Tick> ticks = ArithmeticScorer.walk(SYMBOL, 2_000, 5);
    int late = 0;
    int most = 0;
    boolean drained = true;
    for (int i = 0; i < ticks.size(); i++) {
      state().admit(ticks.get(i), CHECK);
      drained = random.nextInt(100) == 0 ? !drained : drained;
      score(drained ? random.nextInt(4) : 0);
      most = Math.max(most, new Slots(state()).count());
      if (random.nextInt(50) == 0) {
        long before = ticks.get(i).eventTimeMicros() - random.nextInt(8_000_000);
        Tick tick = Tick.of(SYMBOL, before, ticks.get(i).price(), 1);
        if (state().placementOf(before) == Placement.LATE) {
          score(state().pending());
          state().admit(tick, CHECK);
          score(state().pending());
          late++;
        }
      }
      if (random.nextInt(ticksBetween) == 0) {
        byte[] expected = StateBytes.write(MANIFEST, state());
        states.put(SYMBOL, tracked);
        TrackedState read = read();
        assertThat(StateBytes.write(MANIFEST, read.state())).isEqualTo(expected);
        tracked = random.nextInt(4) == 0 ? read : tracked;
      }
    }
    assertThat(late).as("late ticks").isPositive();
    assertThat(most).as("slots").isGreaterThan(79);
    assertThat(accepted).as("regimes accepted").isPositive();
  }

  @Test
  void rewritesNoPageForEachTick() {
    List<Tick> ticks = ArithmeticScorer.walk(SYMBOL, 300, 5);
    int pages = 0;
    for (Tick tick : ticks) {
      state().admit(tick, CHECK);
      score(state().pending());
      states.put(SYMBOL, tracked);
      pages += states.get(SYMBOL).changedSlots() == 0 ? 1 : 0;
    }

    assertThat(pages).isLessThan(ticks.size() / 6);
  }

  @Test
  void givesOnEverySymbolOnce() {
    ArithmeticScorer.walk(SYMBOL, 30, 5).forEach(tick -> state().admit(tick, CHECK));
    states.put("ACME", tracked);
    states.put("BETA", TrackedState.fresh(MANIFEST));

    List<String> symbols = new ArrayList<>();
    states.forEach(
        (symbol, stored) -> {
          symbols.add(symbol);
          assertThat(StateBytes.read(MANIFEST, stored.bytes()).sequence())
              .isEqualTo(symbol.equals("ACME") ? 30 : 0);
        });

    assertThat(symbols).containsExactly("ACME", "BETA");
  }

  @Test
  void readsWhatWasStoredOverALargerState() {
    List<Tick> ticks = ArithmeticScorer.walk(SYMBOL, 300, 5);
    ticks.forEach(tick -> state().admit(tick, CHECK));
    states.put(SYMBOL, tracked);

    tracked = TrackedState.fresh(MANIFEST);
    state().admit(ticks.get(0), CHECK);
    states.put(SYMBOL, tracked);

    assertThat(StateBytes.write(MANIFEST, read().state()))
        .isEqualTo(StateBytes.write(MANIFEST, state()));
  }

  @Test
  void leavesDamagedValuesToWhoReadsThem() {
    ArithmeticScorer.walk(SYMBOL, 100, 5).forEach(tick -> state().admit(tick, CHECK));
    states.put(SYMBOL, tracked);
    byte[] value = store.get(SYMBOL);
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = Arrays.copyOf(value, 1 + random.nextInt(value.length));
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int fromEnd = 1 + random.nextInt(Math.min(damaged.length, 12));
        damaged[damaged.length - fromEnd] = (byte) random.nextInt(256);
      }
      store.put(SYMBOL, damaged);
      try {
        read();
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }

    assertThat(refused).isGreaterThan(2_000);
  }

  @Test
  void leavesTheVersionToBeReadOfWhatAnotherOneWrote() {
    byte[] other = new byte[500];
    Arrays.fill(other, (byte) 1);
    other[0] = 7;
    store.put(SYMBOL, other);

    assertThatIllegalArgumentException().isThrownBy(this::read).withMessageContaining("version 7");
  }

  @Test
  void knowsNothingOfOtherSymbols() {
    assertThat(states.get("NONE")).isNull();
  }
}
