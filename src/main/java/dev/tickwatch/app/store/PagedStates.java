package dev.tickwatch.app.store;

import dev.tickwatch.model.manifest.Manifest;
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
public final class PagedStates {
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
  public record Stored(byte[] bytes, int changedSlots) {}

  private final KeyValueStore<String, byte[]> store;
  private final Manifest manifest;

  /**
   * @param manifest of the model that states are written for
   */
  public PagedStates(KeyValueStore<String, byte[]> store, Manifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  /** What {@link #put} stored of a symbol; or null. */
  public Stored get(String symbol) {
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
    int head = value.length - TRAILER - number * Slots.BYTES;
    if (first < 0 || number > MOST_BESIDE || head < 0) {
      return new Stored(value, 0); // As above, or that another version wrote it.
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(head + pages * PAGE * Slots.BYTES);
    joined.write(value, 0, head);
    for (int page = 0; page < pages; page++) {
      byte[] part = store.get(key(symbol, page));
      if (part == null) {
        break; // As above.
      }
      joined.writeBytes(part);
    }
    byte[] whole = joined.toByteArray();
    int slots = (whole.length - head) / Slots.BYTES;
    for (int i = 0; i < Math.min(number, slots); i++) {
      int to = head + (first % slots + i) % slots * Slots.BYTES;
      System.arraycopy(value, head + i * Slots.BYTES, whole, to, Slots.BYTES);
    }
    return new Stored(whole, number);
  }

  /** Gives on every stored symbol, and its state as {@link #get} does. */
  public void forEach(BiConsumer<String, Stored> receiver) {
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
  public void put(String symbol, TrackedState tracked) {
    Slots slots = new Slots(tracked.state());
    SlotChanges changes = tracked.changes();
    int count = slots.count();
    if (changes.changed(slots) > MOST_BESIDE) {
      putPages(symbol, slots, changes.changed(slots));
      for (int page = pages(count); page < pages(changes.storedSlots()); page++) {
        store.put(key(symbol, page), null);
      }
      changes.markStored(count);
    }
    int number = changes.changed(slots);
    int first = Math.floorMod(slots.newest() - number + 1, count);
    byte[] value = StateBytes.head(manifest, tracked.state(), number * Slots.BYTES + TRAILER);
    int trailer = value.length - TRAILER;
    slots.copy(first, number, value, trailer - number * Slots.BYTES);
    ByteBuffer.wrap(value, trailer, TRAILER)
        .putInt(first)
        .putShort((short) number)
        .putShort((short) pages(count));
    store.put(symbol, value);
  }

  /** Stores the pages of slots that changed. */
  private void putPages(String symbol, Slots slots, int changed) {
    int count = slots.count();
    int newest = slots.newest();
    for (int from = 0; from < count; from += PAGE) {
      int number = Math.min(PAGE, count - from);
      // A page's newest slot is its last one, unless it holds the newest tick.
      int back = Math.floorMod(newest - from, count);
      boolean holdsNewest = back < number;
      if (holdsNewest || back - number + 1 < changed) {
        byte[] bytes = new byte[number * Slots.BYTES];
        slots.copy(from, number, bytes, 0);
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
