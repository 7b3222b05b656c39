package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Edits;
import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.detect.alert.AlertPolicy;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoredWindow;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Placement;
import dev.tickwatch.model.window.WindowShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Damaged stored states. The first byte of an input says what the state was, the rest are {@link
 * Edits} of it.
 */
public class StateBytesFuzzTest {
  private static final WindowShape SHAPE = new WindowShape(16, 4);
  private static final WindowScorer SCORER = ArithmeticScorer.calibrated(SHAPE);
  private static final Manifest MANIFEST = SCORER.manifest();
  private static final ScoreBatch BATCH = new ScoreBatch(SHAPE, 1);
  private static final List<Tick> TICKS = ArithmeticScorer.walk("ACME", 300, 5);
  private static final int METRIC = 1;
  private static final List<byte[]> STATES =
      List.of(
          state(SeriesKind.PRICE, 250, 0),
          state(SeriesKind.METRIC, 250, 3),
          state(SeriesKind.PRICE, 5, 0),
          state(SeriesKind.PRICE, 40, 20));

  /** A budget of an alert every tenth tick: there is an open episode to store. */
  private static Detector detector() {
    return new Detector(new DetectionSettings(new AlertPolicy(10, 5), 0.9, true));
  }

  private static byte[] state(SeriesKind kind, int ticks, int pending) {
    Manifest manifest = MANIFEST.scoring(kind);
    SymbolState state = SymbolState.fresh(manifest);
    Detector detector = detector();
    for (int i = 0; i < ticks; i++) {
      goOn(state, detector, manifest, TICKS.get(i), i >= ticks - pending);
    }
    return StateBytes.write(manifest, state);
  }

  private static void goOn(
      SymbolState state, Detector detector, Manifest manifest, Tick tick, boolean leave) {
    DataCheck check = detector.dataCheck(manifest);
    if (state.placementOf(tick.eventTimeMicros()) == Placement.TOO_LATE) {
      return;
    }
    if (state.placementOf(tick.eventTimeMicros()) == Placement.LATE) {
      scorePending(state, detector, manifest);
    }
    state.admit(tick, check);
    if (!leave) {
      scorePending(state, detector, manifest);
    }
  }

  private static void scorePending(SymbolState state, Detector detector, Manifest manifest) {
    while (state.pending() > 0) {
      BATCH.clear();
      state.copyPending(0, BATCH.nextSlot());
      SCORER.score(BATCH);
      detector.detect("ACME", state, manifest, new ScoredWindow(BATCH, 0));
    }
  }

  /** A damaged state is refused, or it takes ticks and can be stored again. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int which = (input[0] & 0xFF) % STATES.size();
    Manifest manifest = MANIFEST.scoring(which == METRIC ? SeriesKind.METRIC : SeriesKind.PRICE);
    byte[] valid = STATES.get(which);
    byte[] stored = Edits.applied(valid, Arrays.copyOfRange(input, 1, input.length));
    assertThat(StateHeader.other(manifest, stored)).isNotNull();
    SymbolState state;
    try {
      state = StateBytes.read(manifest, stored);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2_000);
      return;
    }
    assertThat(StateBytes.write(manifest, state)).hasSizeLessThanOrEqualTo(stored.length);
    Detector detector = detector();
    for (Tick tick : TICKS.subList(250, 255)) {
      goOn(state, detector, manifest, tick, false);
    }
    StateBytes.read(manifest, StateBytes.write(manifest, state));
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(StateBytesFuzzTest.class, 40, StateBytesFuzzTest::fuzzerTestOneInput);
  }

  @Test
  void holdsForNumbersThatArithmeticDoesNotKeep() {
    FuzzCorpus.sweep(StateBytesFuzzTest.class, 2_000, StateBytesFuzzTest::fuzzerTestOneInput);
  }
}
