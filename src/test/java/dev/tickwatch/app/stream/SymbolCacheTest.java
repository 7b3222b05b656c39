package dev.tickwatch.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.app.store.PagedStates;
import dev.tickwatch.app.store.PendingTicks;
import dev.tickwatch.app.store.StateBytes;
import dev.tickwatch.app.store.TrackedState;
import dev.tickwatch.app.store.WindowStores;
import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.market.check.DataCheck;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class SymbolCacheTest {
  private static final Manifest MANIFEST =
      ArithmeticScorer.calibrated(new WindowShape(16, 4)).manifest();
  private static final DataCheck CHECK =
      new Detector(DetectionSettings.DEFAULT).dataCheck(MANIFEST);
  private static final List<Tick> TICKS = ArithmeticScorer.walk("ANY", 40, 5);

  private static final int CAPACITY = 2;

  private final KeyValueStore<String, byte[]> store = WindowStores.empty();
  private final SymbolCache symbols =
      new SymbolCache(store, MANIFEST, CHECK, "test", new StreamObserver() {}, CAPACITY);

  private CachedSymbol admit(String symbol, int from, int to) {
    CachedSymbol cached = symbols.get(symbol);
    TICKS.subList(from, to).forEach(tick -> cached.state().admit(tick, CHECK));
    symbols.markChanged(cached);
    symbols.store();
    return cached;
  }

  @Test
  void readsASymbolAgainThatItEvicted() {
    CachedSymbol first = admit("A", 0, 10);
    admit("B", 0, 10);
    admit("C", 0, 10);

    CachedSymbol again = symbols.get("A");

    assertThat(again).isNotSameAs(first);
    assertThat(StateBytes.write(MANIFEST, again.state()))
        .isEqualTo(StateBytes.write(MANIFEST, first.state()));
    assertThat(symbols.isSettled()).isTrue();
  }

  @Test
  void evictsNoSymbolWithTicksInABatch() {
    CachedSymbol waiting = admit("A", 0, 20);
    assertThat(waiting.state().pending()).isEqualTo(4);
    for (String other : List.of("B", "C", "D", "E")) {
      admit(other, 0, 10);
    }

    assertThat(symbols.get("A")).isSameAs(waiting);
    assertThat(symbols.isSettled()).isFalse();
  }

  @Test
  void keepsASymbolThatWasEvictedBeforeItChanged() {
    CachedSymbol asked = symbols.get("A");
    for (String other : List.of("B", "C", "D", "E")) {
      admit(other, 0, 10);
    }
    asked.state().admit(TICKS.get(0), CHECK);
    symbols.markChanged(asked);

    assertThat(symbols.get("A")).isSameAs(asked);
    symbols.store();
    assertThat(symbols.isSettled()).isTrue();
  }

  /** A full window, stored, so that the next tick waits for its score. */
  private CachedSymbol filled(String symbol) {
    CachedSymbol cached = symbols.get(symbol);
    ticks(symbol)
        .subList(0, 16)
        .forEach(tick -> assertThat(symbols.admit(cached, tick, 0)).isFalse());
    symbols.store();
    return cached;
  }

  private static List<Tick> ticks(String symbol) {
    return ArithmeticScorer.walk(symbol, 40, 5);
  }

  private byte[] storedHead(String symbol) {
    return new PagedStates(store, MANIFEST).get(symbol).bytes();
  }

  /** States by symbol, as a task that takes over the store finds them. */
  private Map<String, byte[]> takenOver() {
    Map<String, byte[]> states = new TreeMap<>();
    SymbolCache next =
        new SymbolCache(store, MANIFEST, CHECK, "test", new StreamObserver() {}, CAPACITY);
    next.forEachStored(
        cached -> states.put(cached.name(), StateBytes.write(MANIFEST, cached.state())));
    return states;
  }

  @Test
  void storesATickThatWaitsAloneBesideTheStateBeforeIt() {
    CachedSymbol cached = filled("A");
    byte[] before = storedHead("A");

    assertThat(symbols.admit(cached, ticks("A").get(16), 0)).isTrue();
    symbols.store();

    assertThat(storedHead("A")).isEqualTo(before);
    assertThat(takenOver().get("A"))
        .isEqualTo(StateBytes.write(MANIFEST, cached.state()))
        .isNotEqualTo(before);
  }

  @Test
  void storesTheStateWhenASecondTickWaits() {
    CachedSymbol cached = filled("A");
    symbols.admit(cached, ticks("A").get(16), 0);
    symbols.store();
    symbols.admit(cached, ticks("A").get(17), 0);
    symbols.store();

    assertThat(storedHead("A")).isEqualTo(StateBytes.write(MANIFEST, cached.state()));
    assertThat(takenOver().get("A")).isEqualTo(StateBytes.write(MANIFEST, cached.state()));
  }

  @Test
  void storesTheStateWhereMoreThanTheTickHasChanged() {
    CachedSymbol cached = filled("A");
    symbols.markChanged(cached);
    symbols.admit(cached, ticks("A").get(16), 0);
    symbols.store();

    assertThat(storedHead("A")).isEqualTo(StateBytes.write(MANIFEST, cached.state()));
  }

  @Test
  void leavesOutATickWhereOnesBeforeItAreMissing() {
    CachedSymbol cached = filled("A");
    symbols.admit(cached, ticks("A").get(16), 0);
    symbols.store();
    TrackedState older = TrackedState.fresh(MANIFEST);
    ticks("A").subList(0, 10).forEach(tick -> older.state().admit(tick, CHECK));
    new PagedStates(store, MANIFEST).put("A", older);

    assertThat(takenOver().get("A")).isEqualTo(StateBytes.write(MANIFEST, older.state()));
  }

  @Test
  void givesUpEvictingForSomeTimeWhereAllAreInFlight() {
    List<CachedSymbol> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(admit("S" + i, 0, 20));
    }

    for (int i = 0; i < 50; i++) {
      assertThat(symbols.get("S" + i)).isSameAs(waiting.get(i));
    }
  }

  @Test
  void leavesNothingOfItsFormerLifeOnceItHasStoredAnything() {
    for (String symbol : List.of("A", "B")) {
      CachedSymbol cached = filled(symbol);
      symbols.admit(cached, ticks(symbol).get(16), 0);
    }
    symbols.store();
    Map<String, byte[]> expected = takenOver();
    SymbolCache next =
        new SymbolCache(store, MANIFEST, CHECK, "test", new StreamObserver() {}, CAPACITY);
    next.forEachStored(cached -> {});
    assertThat(new PendingTicks(store).read()).containsOnlyKeys("A", "B");

    next.store();

    assertThat(new PendingTicks(store).read()).isEmpty();
    assertThat(storedHead("A")).isEqualTo(expected.get("A"));
    assertThat(storedHead("B")).isEqualTo(expected.get("B"));
  }
}
