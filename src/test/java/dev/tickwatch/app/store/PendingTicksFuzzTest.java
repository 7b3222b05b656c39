package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.Edits;
import dev.tickwatch.FuzzCorpus;
import dev.tickwatch.app.store.PendingTicks.Pending;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** Damaged pages of unscored ticks: an input is {@link Edits} of a valid one. */
public class PendingTicksFuzzTest {
  private static final String KEY = PagedStates.SEPARATOR + "0";
  private static final byte[] VALID = valid();

  private static byte[] valid() {
    KeyValueStore<String, byte[]> store = WindowStores.empty();
    PendingTicks waiting = new PendingTicks(store);
    List<Tick> walk = ArithmeticScorer.walk("ACME", 5, 5);
    for (int i = 0; i < walk.size(); i++) {
      waiting.add(walk.get(i), 100 + i, 200 + i);
    }
    waiting.add(new Tick("BETA", 5, 1.5, 2, 3, 1, 1.4, 1.6, "Q", "late"), 7, 8);
    waiting.store();
    return store.get(KEY);
  }

  /** A damaged page is refused, or has ticks that can be stored and read again. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] page = Edits.applied(VALID, input);
    KeyValueStore<String, byte[]> store = WindowStores.empty();
    store.put(KEY, page);
    Map<String, List<Pending>> read;
    try {
      read = new PendingTicks(store).read();
    } catch (IllegalArgumentException e) {
      assertThat(e)
          .hasMessage(
              page[0] == PendingTicks.VERSION
                  ? "a page of " + page.length + " bytes of unscored ticks is damaged"
                  : "a page of unscored ticks is of version "
                      + page[0]
                      + ", or damaged; this Tickwatch reads version 0");
      return;
    }
    KeyValueStore<String, byte[]> again = WindowStores.empty();
    PendingTicks waiting = new PendingTicks(again);
    Map<String, Integer> added = new HashMap<>();
    read.values().stream()
        .flatMap(List::stream)
        .filter(one -> waiting.add(one.tick(), one.sequence(), one.arrival()) != PendingTicks.NONE)
        .forEach(one -> added.merge(one.tick().symbol(), 1, Integer::sum));
    waiting.store();
    Map<String, List<Pending>> second = new PendingTicks(again).read();
    assertThat(second.keySet()).isEqualTo(added.keySet());
    second.forEach(
        (symbol, ticks) ->
            assertThat(ticks).hasSize(added.get(symbol)).isSubsetOf(read.get(symbol)));
  }

  @Test
  void holdsForTheCorpusAndItsMutations() {
    FuzzCorpus.replay(PendingTicksFuzzTest.class, 2_000, PendingTicksFuzzTest::fuzzerTestOneInput);
  }

  @Test
  void holdsForNumbersThatArithmeticDoesNotKeep() {
    FuzzCorpus.sweep(PendingTicksFuzzTest.class, 1_000, PendingTicksFuzzTest::fuzzerTestOneInput);
  }
}
