package dev.tickwatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detection.DetectionSettings;
import dev.tickwatch.detection.Detector;
import dev.tickwatch.model.Manifest;
import dev.tickwatch.quality.QualityCheck;
import dev.tickwatch.scoring.ArithmeticScorer;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.WindowShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSymbolsTest {
  private static final Manifest MANIFEST =
      ArithmeticScorer.calibrated(new WindowShape(16, 4)).manifest();
  private static final QualityCheck CHECK =
      new Detector(DetectionSettings.DEFAULT).qualityCheck(MANIFEST);
  private static final List<Tick> TICKS = ArithmeticScorer.walk("ANY", 40, 5);

  private static final int MOST_KEPT = 2;

  private final LiveSymbols symbols =
      new LiveSymbols(WindowStores.empty(), MANIFEST, "test", new StreamObserver() {}, MOST_KEPT);

  private LiveSymbols.Live admit(String symbol, int from, int to) {
    LiveSymbols.Live live = symbols.get(symbol);
    TICKS.subList(from, to).forEach(tick -> live.state().admit(tick, CHECK));
    symbols.touch(live);
    symbols.store();
    return live;
  }

  @Test
  void readsASymbolAgainThatItForgot() {
    LiveSymbols.Live first = admit("A", 0, 10);
    admit("B", 0, 10);
    admit("C", 0, 10);

    LiveSymbols.Live again = symbols.get("A");

    assertThat(again).isNotSameAs(first);
    assertThat(again.state().toBytes()).isEqualTo(first.state().toBytes());
    assertThat(symbols.isEmpty()).isTrue();
  }

  @Test
  void forgetsNoSymbolWithTicksInTheBatch() {
    LiveSymbols.Live waiting = admit("A", 0, 20);
    assertThat(waiting.state().pending()).isEqualTo(4);
    for (String other : List.of("B", "C", "D", "E")) {
      admit(other, 0, 10);
    }

    assertThat(symbols.get("A")).isSameAs(waiting);
    assertThat(symbols.isEmpty()).isFalse();
  }

  @Test
  void knowsASymbolThatWasForgottenBeforeItChanged() {
    LiveSymbols.Live asked = symbols.get("A");
    for (String other : List.of("B", "C", "D", "E")) {
      admit(other, 0, 10);
    }
    asked.state().admit(TICKS.get(0), CHECK);
    symbols.touch(asked);

    assertThat(symbols.get("A")).isSameAs(asked);
    symbols.store();
    assertThat(symbols.isEmpty()).isTrue();
  }
}
