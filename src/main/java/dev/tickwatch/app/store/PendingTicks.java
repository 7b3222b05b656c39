package dev.tickwatch.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.market.tick.Tick;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Unscored ticks of symbols whose stored state is that before the tick. So a tick whose symbol has
 * no other in the batch, as where symbols are many, costs the store its own few bytes until it is
 * scored, and then the state once, not twice.
 *
 * <pre>
 * key              value
 * NUL page number  {@value #PAGE} times at most:
 *                  sequence, arrival, event time (longs) | price, size, high, low, bid, ask (doubles)
 *                  | symbol, exchange, conditions (texts: length + 1 (short), UTF-8; 0 for null)
 * </pre>
 *
 * Pages are of one task. A tick is void once a state of its symbol is stored that has it, which the
 * sequence tells; a page is written anew after all of its ticks are void, and others have been
 * written. Not thread-safe.
 */
public final class PendingTicks {
  /** No page. */
  public static final int NONE = -1;

  private static final int PAGE = 16;

  /** Of the layout, and the first byte of a page: a sequence of this layout begins with it. */
  static final byte VERSION = 0;

  private static final int LAST_SEVEN_BYTES = 56;

  /** Pages of void ticks that are left for some time, as writes of one commit have no order. */
  private static final int LEFT_ALONE = 64;

  private static final char SEPARATOR = PagedStates.SEPARATOR;
  private static final int NUMBERS = 9 * Long.BYTES;

  /** Longer ones are left to the state, which has no texts: a page is to stay a small record. */
  private static final int LONGEST_TEXT = 1_000;

  /**
   * A tick that waits.
   *
   * @param sequence of its symbol, with this tick
   * @param arrival among the ticks of all symbols
   */
  public record Pending(Tick tick, long sequence, long arrival) {}

  /** Where ticks are stored together. */
  private static final class Page {
    private final int number;
    private byte[] bytes = new byte[PAGE * 104];
    private int length;
    private int ticks;
    private int voided;

    private Page(int number) {
      this.number = number;
    }

    private void add(Tick tick, long sequence, long arrival) {
      byte[][] texts = {bytes(tick.symbol()), bytes(tick.exchange()), bytes(tick.conditions())};
      int end = length + NUMBERS;
      for (byte[] text : texts) {
        end += Short.BYTES + (text == null ? 0 : text.length);
      }
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * end);
      }
      ByteBuffer to = ByteBuffer.wrap(bytes, length, end - length);
      to.putLong(sequence).putLong(arrival).putLong(tick.eventTimeMicros());
      to.putDouble(tick.price()).putDouble(tick.size());
      to.putDouble(tick.high()).putDouble(tick.low());
      to.putDouble(tick.bid()).putDouble(tick.ask());
      for (byte[] text : texts) {
        to.putShort((short) (text == null ? 0 : text.length + 1));
        if (text != null) {
          to.put(text);
        }
      }
      length = end;
      ticks++;
    }

    private static byte[] bytes(String text) {
      return text == null ? null : text.getBytes(UTF_8);
    }

    private boolean isVoid() {
      return voided == ticks;
    }
  }

  private final KeyValueStore<String, byte[]> store;

  /** Numbers of pages whose ticks are void; the one that has been for the longest time first. */
  private final ArrayDeque<Integer> free = new ArrayDeque<>();

  /** Numbers of pages of the task's former life, to be deleted. */
  private final List<Integer> former = new ArrayList<>();

  /** By number; not those of the task's former life. */
  private final Map<Integer, Page> pages = new HashMap<>();

  private int nextNumber;
  private Page filling;
  private boolean changed;

  /** In front of a store, which it shares with {@link PagedStates}. */
  public PendingTicks(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /**
   * What was stored before, void or not, in the order of sequences. The pages are deleted by the
   * next {@link #store}: by then the states have to have these ticks.
   *
   * @throws IllegalArgumentException when a page is damaged
   */
  public Map<String, List<Pending>> read() {
    Map<String, List<Pending>> bySymbol = new HashMap<>();
    try (KeyValueIterator<String, byte[]> all =
        store.prefixScan(String.valueOf(SEPARATOR), new StringSerializer())) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> page = all.next();
        int number = Integer.parseInt(page.key.substring(1));
        former.add(number);
        nextNumber = Math.max(nextNumber, number + 1);
        for (Pending one : read(page.value)) {
          bySymbol.computeIfAbsent(one.tick().symbol(), symbol -> new ArrayList<>()).add(one);
        }
      }
    }
    bySymbol.values().forEach(ticks -> ticks.sort(Comparator.comparingLong(Pending::sequence)));
    return bySymbol;
  }

  private static List<Pending> read(byte[] page) {
    if (page.length > 0 && page[0] != VERSION) {
      throw new IllegalArgumentException(
          "a page of unscored ticks is of version %d, or damaged; this Tickwatch reads version %d"
              .formatted(page[0], VERSION));
    }
    List<Pending> ticks = new ArrayList<>();
    ByteBuffer from = ByteBuffer.wrap(page);
    try {
      while (from.hasRemaining()) {
        long sequence = from.getLong();
        long arrival = from.getLong();
        long time = from.getLong();
        double price = from.getDouble();
        double size = from.getDouble();
        double high = from.getDouble();
        double low = from.getDouble();
        double bid = from.getDouble();
        double ask = from.getDouble();
        String symbol = text(from);
        if (symbol == null || sequence >>> LAST_SEVEN_BYTES != VERSION) {
          throw damaged(page, null);
        }
        Tick tick =
            new Tick(symbol, time, price, size, high, low, bid, ask, text(from), text(from));
        ticks.add(new Pending(tick, sequence, arrival));
      }
    } catch (BufferUnderflowException e) {
      throw damaged(page, e);
    }
    return ticks;
  }

  private static IllegalArgumentException damaged(byte[] page, RuntimeException cause) {
    return new IllegalArgumentException(
        "a page of " + page.length + " bytes of unscored ticks is damaged", cause);
  }

  private static String text(ByteBuffer from) {
    int length = (from.getShort() & 0xFFFF) - 1;
    if (length < 0) {
      return null;
    }
    byte[] text = new byte[length];
    from.get(text);
    return new String(text, UTF_8);
  }

  /** Whether its texts are to be in a page. */
  private static boolean fits(Tick tick) {
    return fits(tick.symbol()) && fits(tick.exchange()) && fits(tick.conditions());
  }

  private static boolean fits(String text) {
    return text == null || text.length() <= LONGEST_TEXT;
  }

  /**
   * Adds a tick, to be stored by the next {@link #store}.
   *
   * @param sequence of its symbol, with this tick
   * @param arrival among the ticks of all symbols
   * @return its page, for {@link #voidOne}; or {@link #NONE} where the tick is too large
   */
  public int add(Tick tick, long sequence, long arrival) {
    if (!fits(tick)) {
      return NONE;
    }
    if (filling == null || filling.ticks == PAGE) {
      store();
      Page full = filling;
      filling = nextPage();
      if (full != null && full.isVoid()) {
        free.add(full.number);
      }
    }
    filling.add(tick, sequence, arrival);
    changed = true;
    return filling.number;
  }

  private Page nextPage() {
    Page page = new Page(free.size() > LEFT_ALONE ? free.remove() : nextNumber++);
    pages.put(page.number, page);
    return page;
  }

  /** A state is stored that has a tick of this page. */
  public void voidOne(int number) {
    Page page = pages.get(number);
    page.voided++;
    if (page != filling && page.isVoid()) {
      free.add(number);
    }
  }

  /** Stores what was added. */
  public void store() {
    for (int number : former) {
      store.put(key(number), null);
    }
    free.addAll(former);
    former.clear();
    if (changed) {
      store.put(key(filling.number), Arrays.copyOf(filling.bytes, filling.length));
      changed = false;
    }
  }

  private static String key(int number) {
    return SEPARATOR + Integer.toString(number);
  }
}
