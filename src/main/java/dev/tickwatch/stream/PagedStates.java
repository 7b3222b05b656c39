package dev.tickwatch.stream;

import dev.tickwatch.detection.SymbolState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * States of symbols in pages, so that a tick rewrites what it changes and not the whole window.
 *
 * <pre>
 * key                     value
 * symbol                  all but the ticks of the window | number of pages (short)
 * symbol NUL page number  {@value #PAGE} slots of ticks; the last page may have fewer
 * </pre>
 *
 * No symbol has a NUL in it. The first key is written with every change, so that it vouches for the
 * others. Not thread-safe.
 */
final class PagedStates {
  private static final int PAGE = 8;

  /** Bytes of a page, about. */
  private static final int PAGE_BYTES = 608;

  private static final char SEPARATOR = '\0';

  private final KeyValueStore<String, byte[]> store;

  PagedStates(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** What {@link #put} stored of a symbol, in one piece; or null. */
  byte[] get(String symbol) {
    byte[] head = store.get(symbol);
    return head == null ? null : joined(symbol, head);
  }

  private byte[] joined(String symbol, byte[] head) {
    if (head.length < Short.BYTES) {
      return head;
    }
    int pages = ByteBuffer.wrap(head).getShort(head.length - Short.BYTES) & 0xFFFF;
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + pages * PAGE_BYTES);
    whole.write(head, 0, head.length - Short.BYTES);
    for (int page = 0; page < pages; page++) {
      byte[] part = store.get(key(symbol, page));
      if (part == null) {
        break; // Whoever reads the state finds it too short.
      }
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** Gives on every stored symbol, and its state as {@link #get} does. */
  void forEach(Consumer<KeyValue<String, byte[]>> receiver) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> stored = all.next();
        if (stored.key.indexOf(SEPARATOR) < 0) {
          receiver.accept(KeyValue.pair(stored.key, joined(stored.key, stored.value)));
        }
      }
    }
  }

  /** Stores a state, and marks it so: what has changed since it was stored or read last. */
  void put(String symbol, SymbolState state) {
    int slots = state.slotCount();
    int pages = pages(slots);
    for (int page = 0; page < pages; page++) {
      int from = page * PAGE;
      int to = Math.min(slots, from + PAGE);
      if (state.slotsChanged(from, to)) {
        store.put(key(symbol, page), state.slotBytes(from, to));
      }
    }
    for (int page = pages; page < pages(state.storedSlotCount()); page++) {
      store.put(key(symbol, page), null);
    }
    byte[] head = state.headBytes(Short.BYTES);
    ByteBuffer.wrap(head).putShort(head.length - Short.BYTES, (short) pages);
    store.put(symbol, head);
    state.markStored();
  }

  private static int pages(int slots) {
    return (slots + PAGE - 1) / PAGE;
  }

  private static String key(String symbol, int page) {
    return symbol + SEPARATOR + page;
  }
}
