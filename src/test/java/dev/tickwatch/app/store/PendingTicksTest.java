package dev.tickwatch.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.app.store.PendingTicks.Pending;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class PendingTicksTest {
  private static final Tick FULL =
      new Tick("A.B", 5, 1.5, 2, 3.25, 0.1, 1.4, 1.6, "Q", "regular, late");

  private final KeyValueStore<String, byte[]> store = WindowStores.empty();
  private final PendingTicks waiting = new PendingTicks(store);

  private Map<String, List<Pending>> stored() {
    return new PendingTicks(store).read();
  }

  private int pages() {
    Set<String> keys = new HashSet<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys.size();
  }

  @Test
  void givesBackWholeTicksInTheOrderOfTheirSequences() {
    List<Tick> walk = ArithmeticScorer.walk("XAU", 3, 1);
    waiting.add(walk.get(2), 9, 7);
    waiting.add(FULL, 1L << 40, 7);
    waiting.add(walk.get(1), 8, 7);
    waiting.store();

    assertThat(stored())
        .containsOnly(
            Map.entry(
                "XAU", List.of(new Pending(walk.get(1), 8, 7), new Pending(walk.get(2), 9, 7))),
            Map.entry("A.B", List.of(new Pending(FULL, 1L << 40, 7))));
  }

  @Test
  void storesNothingBeforeItIsTold() {
    waiting.add(FULL, 1, 7);

    assertThat(stored()).isEmpty();
  }

  @Test
  void neverOverwritesATickThatStillWaits() {
    Random random = new Random(7);
    List<Tick> walk = ArithmeticScorer.walk("XAU", 50_000, 1);
    Map<Long, Integer> open = new HashMap<>();
    for (long sequence = 1; sequence <= walk.size(); sequence++) {
      open.put(sequence, waiting.add(walk.get((int) sequence - 1), sequence, 7));
      waiting.store();
      while (open.size() > 700) {
        List<Long> sequences = new ArrayList<>(open.keySet());
        waiting.voidOne(open.remove(sequences.get(random.nextInt(sequences.size()))));
      }
      if (sequence % 5_000 == 0) {
        assertThat(stored().get("XAU")).extracting(Pending::sequence).containsAll(open.keySet());
      }
    }
  }

  @Test
  void writesPagesAgainThatAreVoid() {
    List<Tick> walk = ArithmeticScorer.walk("XAU", 20_000, 1);
    for (int i = 0; i < walk.size(); i++) {
      int page = waiting.add(walk.get(i), i, 7);
      waiting.store();
      waiting.voidOne(page);
    }

    assertThat(pages()).isBetween(65, 68);
  }

  @Test
  void leavesATickThatIsTooLargeToItsState() {
    Tick large = new Tick("XAU", 5, 1, 1, 1, 1, null, "x".repeat(1_001));

    assertThat(waiting.add(large, 1, 7)).isEqualTo(PendingTicks.NONE);
    waiting.store();
    assertThat(stored()).isEmpty();
  }

  @Test
  void namesADamagedPage() {
    waiting.add(FULL, 1, 7);
    waiting.store();
    byte[] page = store.get(PagedStates.SEPARATOR + "0");
    for (int length = 1; length < page.length; length++) {
      store.put(PagedStates.SEPARATOR + "0", java.util.Arrays.copyOf(page, length));
      assertThatThrownBy(this::stored)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a page of " + length + " bytes of unscored ticks is damaged");
    }
  }
}
