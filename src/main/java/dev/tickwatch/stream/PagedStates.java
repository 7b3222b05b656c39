package dev.tickwatch.stream;

import dev.tickwatch.detection.SymbolState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
 * symbol NUL page number  ticks, {@value #PAGE} bytes; the last page may be shorter
 * </pre>
 *
 * No symbol has a NUL in it. The first key is written with every change, so that it vouches for the
 * others. Not thread-safe.
 */
final class PagedStates {
  /** About sixteen ticks. */
  private static final int PAGE = 960;

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
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + pages * PAGE);
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

  /** A state as it is stored. */
  static final class Stored {
    private final byte[] bytes;

    /** Where the ticks begin. */
    private final int ticks;

    private Stored(SymbolState state) {
      bytes = state.toBytes();
      ticks = bytes.length - state.tickBytes();
    }

    private int pages() {
      return (bytes.length - ticks + PAGE - 1) / PAGE;
    }

    private int from(int page) {
      return ticks + page * PAGE;
    }

    private int to(int page) {
      return Math.min(bytes.length, from(page) + PAGE);
    }

    private boolean holds(int page, Stored other) {
      return page < pages()
          && Arrays.equals(
              bytes, from(page), to(page), other.bytes, other.from(page), other.to(page));
    }
  }

  /**
   * Stores a state.
   *
   * @param before what was stored of the symbol last; null when that is not known
   * @return what is stored now
   */
  Stored put(String symbol, SymbolState state, Stored before) {
    Stored now = new Stored(state);
    int pages = now.pages();
    for (int page = 0; page < pages; page++) {
      if (before == null || !before.holds(page, now)) {
        store.put(key(symbol, page), Arrays.copyOfRange(now.bytes, now.from(page), now.to(page)));
      }
    }
    for (int page = pages; before != null && page < before.pages(); page++) {
      store.put(key(symbol, page), null);
    }
    ByteBuffer head = ByteBuffer.allocate(now.ticks + Short.BYTES);
    head.put(now.bytes, 0, now.ticks).putShort((short) pages);
    store.put(symbol, head.array());
    return now;
  }

  private static String key(String symbol, int page) {
    return symbol + SEPARATOR + page;
  }
}
