package dev.tickwatch.app.stream;

import dev.tickwatch.detect.symbol.SymbolState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * States of symbols in pages, so that a tick rewrites what it changes and not the whole window.
 *
 * <pre>
 * key                     value
 * symbol                  all but the ticks of the window
 *                         | slots that changed since their page was stored, oldest tick first
 *                         | slot of the first (int) | their number, number of pages (shorts)
 * symbol NUL page number  {@value #PAGE} slots of ticks; the last page may have fewer
 * </pre>
 *
 * The first key is written with every change, so that it vouches for the others. A symbol with few
 * ticks between two commits changes a page or two only every few ticks; one with many changes its
 * pages, each once. Not thread-safe.
 */
final class PagedStates {
  private static final int PAGE = 8;

  /** More changed slots than that go to their pages. */
  private static final int MOST_BESIDE = 6;

  private static final int TRAILER = Integer.BYTES + 2 * Short.BYTES;

  /** In the keys of pages; no symbol has it. */
  static final char SEPARATOR = '\0';

  /**
   * A stored state.
   *
   * @param bytes in one piece
   * @param changedSlots of them, the newest ones, were not in their pages
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Stored(byte[] bytes, int changedSlots) {}

  private final KeyValueStore<String, byte[]> store;

  PagedStates(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** What {@link #put} stored of a symbol; or null. */
  Stored get(String symbol) {
    byte[] value = store.get(symbol);
    return value == null ? null : joined(symbol, value);
  }

  private Stored joined(String symbol, byte[] value) {
    if (value.length < TRAILER) {
      return new Stored(value, 0); // Whoever reads the state finds it too short.
    }
    ByteBuffer trailer = ByteBuffer.wrap(value, value.length - TRAILER, TRAILER);
    int first = trailer.getInt();
    int number = trailer.getShort() & 0xFFFF;
    int pages = trailer.getShort() & 0xFFFF;
    int head = value.length - TRAILER - number * SymbolState.SLOT;
    if (first < 0 || number > MOST_BESIDE || head < 0) {
      return new Stored(value, 0); // As above, or that another version wrote it.
    }
    ByteArrayOutputStream joined =
        new ByteArrayOutputStream(head + pages * PAGE * SymbolState.SLOT);
    joined.write(value, 0, head);
    for (int page = 0; page < pages; page++) {
      byte[] part = store.get(key(symbol, page));
      if (part == null) {
        break; // As above.
      }
      joined.writeBytes(part);
    }
    byte[] whole = joined.toByteArray();
    int slots = (whole.length - head) / SymbolState.SLOT;
    for (int i = 0; i < Math.min(number, slots); i++) {
      int to = head + (first % slots + i) % slots * SymbolState.SLOT;
      System.arraycopy(value, head + i * SymbolState.SLOT, whole, to, SymbolState.SLOT);
    }
    return new Stored(whole, number);
  }

  /** Gives on every stored symbol, and its state as {@link #get} does. */
  void forEach(BiConsumer<String, Stored> receiver) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> stored = all.next();
        if (stored.key.indexOf(SEPARATOR) < 0) {
          receiver.accept(stored.key, joined(stored.key, stored.value));
        }
      }
    }
  }

  /** Stores a state, and marks what of it is now in pages. */
  void put(String symbol, SymbolState state) {
    int slots = state.slotCount();
    int pages = pages(slots);
    if (state.changedSlots() > MOST_BESIDE) {
      putPages(symbol, state, slots);
      for (int page = pages; page < pages(state.storedSlotCount()); page++) {
        store.put(key(symbol, page), null);
      }
      state.markStored();
    }
    int number = state.changedSlots();
    int first = Math.floorMod(state.newestSlot() - number + 1, slots);
    byte[] value = state.headBytes(number * SymbolState.SLOT + TRAILER);
    int trailer = value.length - TRAILER;
    state.copySlots(first, number, value, trailer - number * SymbolState.SLOT);
    ByteBuffer.wrap(value, trailer, TRAILER)
        .putInt(first)
        .putShort((short) number)
        .putShort((short) pages);
    store.put(symbol, value);
  }

  /** Stores the pages of slots that changed. */
  private void putPages(String symbol, SymbolState state, int slots) {
    int newest = state.newestSlot();
    int changed = state.changedSlots();
    for (int from = 0; from < slots; from += PAGE) {
      int number = Math.min(PAGE, slots - from);
      // A page's newest slot is its last one, unless it holds the newest tick.
      int back = Math.floorMod(newest - from, slots);
      boolean holdsNewest = back < number;
      if (holdsNewest || back - number + 1 < changed) {
        byte[] bytes = new byte[number * SymbolState.SLOT];
        state.copySlots(from, number, bytes, 0);
        store.put(key(symbol, from / PAGE), bytes);
      }
    }
  }

  private static int pages(int slots) {
    return (slots + PAGE - 1) / PAGE;
  }

  private static String key(String symbol, int page) {
    return symbol + SEPARATOR + page;
  }
}
