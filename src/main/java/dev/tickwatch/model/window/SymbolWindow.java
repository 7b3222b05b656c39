package dev.tickwatch.model.window;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The latest ticks of one symbol as rows of {@link Features}, oldest first, with the pending
 * (unscored) ones among them.
 *
 * <p>Rows held: the {@code 2T - 1} newest, or {@code T - 1} and the pending ones where those are
 * more. So a tick that arrives late, but not older than the T newest, has a whole window before it.
 *
 * <pre>
 * row (60 bytes): event time micros (long) | price (double) | features (10 floats) | flags (int)
 * </pre>
 *
 * The flags are bits of whoever admits a tick, and the highest bit the window's own: whether the
 * longer wick of a bar points down.
 *
 * <p>Mutable; not thread-safe.
 */
public final class SymbolWindow {
  private static final int PRICE = Long.BYTES;
  private static final int FEATURES = PRICE + Double.BYTES;
  private static final int FLAGS = FEATURES + Features.COUNT * Float.BYTES;

  /** Bytes of a row. */
  public static final int ROW = FLAGS + Integer.BYTES;

  /** So many slots there are however short the window is: others keep things of theirs in them. */
  public static final int FEWEST_SLOTS = 64;

  private static final int WICK_DOWN = 1 << 31;
  private static final int HEADER = Long.BYTES + 2 * Integer.BYTES + FeatureState.ENCODED;

  /** A float of a row's bytes. */
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  /** Where a thread gathers a window: one copy of all of it is faster than one a float. */
  private static final ThreadLocal<float[]> WINDOW = ThreadLocal.withInitial(() -> new float[0]);

  private final WindowShape shape;
  private FeatureSettings settings;
  private final float[] scratch = new float[Features.COUNT];
  private final FeatureState featureState;
  private long sequence;
  private int pending;
  private int latePosition;
  private ByteBuffer rows;
  private int first;
  private int count;

  /** Newest rows, by place, that changed since {@link #markStored}. */
  private int changed;

  /** Number of slots at that time; 0 when nothing is stored. */
  private int storedSlots;

  /** A symbol that has not been seen. */
  public SymbolWindow(WindowShape shape, FeatureSettings settings) {
    this.shape = shape;
    this.settings = settings;
    this.featureState = new FeatureState(settings);
    this.rows = ByteBuffer.allocate((2 * shape.steps() + SLACK) * ROW);
  }

  private static final int SLACK = 16;

  /**
   * Reads what {@link #encode} wrote, for the same shape and settings. The slots stand at the end
   * of the buffer, each with a row at its begin, and are taken off it by moving its limit.
   *
   * @param slotBytes of a slot, {@link #ROW} or more
   * @throws java.nio.BufferUnderflowException when bytes are missing
   * @throws IllegalArgumentException when the numbers of ticks cannot be
   */
  public SymbolWindow(WindowShape shape, FeatureSettings settings, ByteBuffer from, int slotBytes) {
    this.shape = shape;
    this.settings = settings;
    this.sequence = from.getLong();
    this.pending = from.getInt();
    this.count = from.getInt();
    this.latePosition = 0;
    this.featureState = new FeatureState(settings, from);
    long rest = from.remaining();
    if (pending < 0
        || pending > Math.max(0, sequence - shape.steps())
        || count != Math.min(sequence, keep())
        || slots() * slotBytes > rest) {
      throw new IllegalArgumentException(
          "window of "
              + count
              + " rows, "
              + pending
              + " pending, "
              + sequence
              + " seen, is damaged");
    }
    this.rows = ByteBuffer.allocate((count + SLACK) * ROW);
    int slots = slotCount();
    int end = from.limit() - slots * slotBytes;
    int oldest = (int) ((sequence - count) % slots);
    for (int row = 0; row < count; row++) {
      rows.put(row * ROW, from, end + (oldest + row) % slots * slotBytes, ROW);
    }
    from.limit(end);
    markStored();
  }

  /**
   * Goes on under the settings of another model: ticks are admitted and read by these from now on.
   *
   * @throws IllegalArgumentException when they cannot hold the windows of those before
   */
  @SuppressWarnings("ReferenceEquality") // equal settings may be followed again
  public void follow(FeatureSettings next) {
    if (next != settings) {
      if (!next.holdsWindowsOf(settings)) {
        throw new IllegalArgumentException(
            "a window of " + settings + " cannot go on under " + next);
      }
      settings = next;
      featureState.follow(next);
    }
  }

  /** Bytes that {@link #encode} writes. */
  public int encodedSize() {
    return HEADER;
  }

  /**
   * Slots that the rows are written to, each the place of every so manieth row that was ever held.
   * So a tick changes one slot, and the window need not be written whole.
   */
  public int slotCount() {
    return (int) slots();
  }

  /** How many there were at {@link #markStored}; 0 when nothing is stored. */
  public int storedSlotCount() {
    return storedSlots;
  }

  /** The slot of the newest row; older ones are in those before it, and on from the last one. */
  public int newestSlot() {
    return (int) Math.floorMod(sequence - 1, slots());
  }

  /**
   * How many slots, from that of the newest row backwards, may differ from what they were at {@link
   * #markStored}.
   */
  public int changedSlots() {
    int slots = slotCount();
    return slots == storedSlots ? Math.min(changed, slots) : slots;
  }

  /**
   * Writes the rows of slots that follow each other; leaves slots without one as they are.
   *
   * @param slot the first of them
   * @param target receives that one from {@code at} on
   * @param slotBytes from the begin of a slot there to that of the next
   */
  public void copySlots(int slot, int number, byte[] target, int at, int slotBytes) {
    int slots = slotCount();
    int oldest = (int) ((sequence - count) % slots);
    for (int i = 0; i < number; i++) {
      int row = Math.floorMod(slot + i - oldest, slots);
      if (row < count) {
        System.arraycopy(rows.array(), (first + row) * ROW, target, at + i * slotBytes, ROW);
      }
    }
  }

  /** From here on, {@link #changedSlots} tells of changes. */
  public void markStored() {
    changed = 0;
    storedSlots = slotCount();
  }

  /** Counts so many of the newest slots as changed. */
  public void markChanged(int newestSlots) {
    changed = Math.max(changed, newestSlots);
  }

  /** Twice as many, and again, while there are more rows than usual. */
  private long slots() {
    long slots = Math.max(FEWEST_SLOTS, 2L * shape.steps() - 1);
    while (slots < count) {
      slots *= 2;
    }
    return slots;
  }

  /**
   * Writes what is known of the window but its rows.
   *
   * @throws IllegalStateException when a late tick is pending: it must be scored in the call that
   *     admitted it
   */
  public void encode(ByteBuffer to) {
    if (latePosition > 0) {
      throw new IllegalStateException("a late tick is still pending");
    }
    to.putLong(sequence).putInt(pending).putInt(count);
    featureState.encode(to);
  }

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    if (count == 0 || eventTimeMicros >= time(0)) {
      return Placement.IN_ORDER;
    }
    return newerThan(eventTimeMicros) < shape.steps() ? Placement.LATE : Placement.TOO_LATE;
  }

  /** Rows newer than a time, at most T. */
  private int newerThan(long eventTimeMicros) {
    int most = Math.min(count, shape.steps());
    int newer = 0;
    while (newer < most && time(newer) > eventTimeMicros) {
      newer++;
    }
    return newer;
  }

  /** Takes a tick without flags; see {@link #admit(Tick, int)}. */
  public boolean admit(Tick tick) {
    return admit(tick, 0);
  }

  /**
   * Takes a tick.
   *
   * @param flags any bits but the highest, kept with the tick
   * @return whether it is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and others are pending
   * @throws IllegalArgumentException when it is too late
   */
  public boolean admit(Tick tick, int flags) {
    return switch (placementOf(tick.eventTimeMicros())) {
      case IN_ORDER -> append(tick, flags);
      case LATE -> insert(tick, flags);
      case TOO_LATE -> throw new IllegalArgumentException("tick is older than its window");
    };
  }

  private boolean append(Tick tick, int flags) {
    if (latePosition > 0) {
      throw new IllegalStateException("a late tick is still pending");
    }
    featureState.next(tick, scratch);
    makeRoom();
    write(first + count, tick, count == 0 ? tick.price() : price(0), scratch, flags);
    count++;
    sequence++;
    markChanged(changed + 1);
    boolean warm = sequence > shape.steps();
    if (warm) {
      pending++;
    }
    trim();
    return warm;
  }

  private boolean insert(Tick tick, int flags) {
    if (pending > 0) {
      throw new IllegalStateException("a late tick must wait until the pending ones are scored");
    }
    int newer = newerThan(tick.eventTimeMicros());
    makeRoom();
    int at = first + count - newer;
    byte[] bytes = rows.array();
    System.arraycopy(bytes, at * ROW, bytes, (at + 1) * ROW, newer * ROW);
    count++;
    sequence++;
    placeBetween(tick, at, flags);
    markChanged(Math.max(changed, newer) + 1);
    boolean warm = sequence - newer > shape.steps();
    if (warm) {
      pending = 1;
      latePosition = newer;
    } else {
      trim();
    }
    return warm;
  }

  /**
   * Writes a late row and mends the one after it; volatility is the one that was known at the time.
   */
  private void placeBetween(Tick tick, int at, int flags) {
    int next = at + 1;
    double volatility = Math.exp(feature(next, Features.LOG_VOLATILITY));
    boolean oldest = at == first;
    long before = oldest ? tick.eventTimeMicros() : rows.getLong((at - 1) * ROW);
    double priceBefore = oldest ? tick.price() : rows.getDouble((at - 1) * ROW + PRICE);
    int part = DayPart.of(settings.calendar(), before, tick.eventTimeMicros());
    long gap = tick.eventTimeMicros() - before;
    FeatureState.fill(scratch, settings, tick, priceBefore, gap, oldest, part, volatility);
    scratch[Features.PRICE_GRID] = feature(next, Features.PRICE_GRID);
    scratch[Features.LONG_VOLATILITY] = feature(next, Features.LONG_VOLATILITY);
    write(at, tick, priceBefore, scratch, flags);

    long nextTime = rows.getLong(next * ROW);
    long nextGap = nextTime - tick.eventTimeMicros();
    int nextPart = DayPart.of(settings.calendar(), tick.eventTimeMicros(), nextTime);
    boolean parted = FeatureState.parted(settings, nextGap, nextPart);
    double nextPrice = rows.getDouble(next * ROW + PRICE);
    put(
        next,
        Features.LOG_RETURN,
        FeatureState.logReturn(settings, tick.price(), nextPrice, volatility));
    put(next, Features.LOG_GAP, FeatureState.logGap(nextGap));
    put(next, Features.SESSION_GAP, parted ? 1 : 0);
  }

  private void put(int index, int feature, float value) {
    rows.putFloat(index * ROW + FEATURES + feature * Float.BYTES, value);
  }

  private float feature(int index, int feature) {
    return rows.getFloat(index * ROW + FEATURES + feature * Float.BYTES);
  }

  private void write(int index, Tick tick, double priceBefore, float[] features, int flags) {
    int at = index * ROW;
    boolean down = FeatureState.wickIsDown(settings.series(), tick, priceBefore);
    rows.putInt(at + FLAGS, down ? flags | WICK_DOWN : flags & ~WICK_DOWN);
    rows.putLong(at, tick.eventTimeMicros());
    rows.putDouble(at + PRICE, tick.price());
    for (int f = 0; f < Features.COUNT; f++) {
      rows.putFloat(at + FEATURES + f * Float.BYTES, features[f]);
    }
  }

  /** Room for one row behind the last. */
  private void makeRoom() {
    if ((first + count + 1) * ROW <= rows.capacity()) {
      return;
    }
    boolean roomy = first * 2 >= count;
    ByteBuffer target = roomy ? rows : ByteBuffer.allocate(rows.capacity() * 2);
    System.arraycopy(rows.array(), first * ROW, target.array(), 0, count * ROW);
    rows = target;
    first = 0;
  }

  private void trim() {
    long keep = keep();
    if (count > keep) {
      first += count - (int) keep;
      count = (int) keep;
    }
  }

  /** Rows that are held, once as many ticks were admitted. */
  private long keep() {
    return Math.max(2L * shape.steps() - 1, shape.steps() - 1L + pending);
  }

  /** What kind of series the ticks are of. */
  public SeriesKind series() {
    return settings.series();
  }

  /** Ticks admitted so far. */
  public long sequence() {
    return sequence;
  }

  /** Unscored ticks past warm-up. */
  public int pending() {
    return pending;
  }

  /** Whether the pending tick arrived late. */
  public boolean pendingIsLate() {
    return latePosition > 0;
  }

  /** Rows newer than pending tick {@code index}. */
  private int position(int index) {
    if (index < 0 || index >= pending) {
      throw new IndexOutOfBoundsException("pending tick " + index + " of " + pending);
    }
    return latePosition > 0 ? latePosition : pending - 1 - index;
  }

  /** Sequence of pending tick {@code index}, 0 being the oldest. */
  public long pendingSequence(int index) {
    return sequence - (pending - 1 - index);
  }

  /** Event time of pending tick {@code index}, microseconds since the epoch. */
  public long pendingTime(int index) {
    return time(position(index));
  }

  /** Price of pending tick {@code index}. */
  public double pendingPrice(int index) {
    return price(position(index));
  }

  /** Price of the tick before pending tick {@code index}, by event time. */
  public double priceBeforePending(int index) {
    return price(position(index) + 1);
  }

  /** Adds flags to the newest tick by event time. */
  public void flagNewest(int flags) {
    int at = (first + count - 1) * ROW + FLAGS;
    markChanged(1);
    rows.putInt(at, rows.getInt(at) | (flags & ~WICK_DOWN));
  }

  /** A feature of the newest tick by event time. */
  public float newestFeature(int feature) {
    return feature(first + count - 1, feature);
  }

  /** Flags of pending tick {@code index}. */
  public int pendingFlags(int index) {
    return flags(position(index)) & ~WICK_DOWN;
  }

  /** Whether the longer wick of the oldest pending bar is the lower one. */
  public boolean pendingWickIsDown() {
    return (flags(position(0)) & WICK_DOWN) != 0;
  }

  /**
   * Ticks before the oldest pending one that are surely held, however many others are pending: T -
   * 1.
   */
  public int held() {
    return shape.steps() - 1;
  }

  /**
   * Price of a tick before the oldest pending one.
   *
   * @param back 0 for the pending tick itself; at most {@link #held()}
   */
  public double priceBack(int back) {
    return price(position(0) + back);
  }

  /** A feature of a tick before the oldest pending one; see {@link #priceBack}. */
  public float featureBack(int back, int feature) {
    return feature(first + count - 1 - position(0) - back, feature);
  }

  /**
   * Size of a tick before the oldest pending one; see {@link #priceBack}. The tick before it must
   * be held too.
   */
  public double sizeBack(int back) {
    int newer = position(0) + back;
    int part = DayPart.of(settings.calendar(), time(newer + 1), time(newer));
    return Math.exp(featureBack(back, Features.LOG_SIZE) + settings.profile().logSizeOffset(part));
  }

  /**
   * A feature of a pending tick.
   *
   * @param index 0 for the oldest pending tick
   * @param feature see {@link Features}
   */
  public float pendingFeature(int index, int feature) {
    return feature(first + count - 1 - position(index), feature);
  }

  /** Volatility that was to be expected of pending tick {@code index}; positive. */
  public double pendingVolatility(int index) {
    return Math.exp(pendingFeature(index, Features.LOG_VOLATILITY));
  }

  /** Log return of pending tick {@code index} in units of the volatility known before it. */
  public double pendingMove(int index) {
    return pendingFeature(index, Features.LOG_RETURN) / pendingVolatility(index);
  }

  /**
   * Writes the window that ends with a pending tick.
   *
   * @param index 0 for the oldest pending tick
   * @param target receives T * F floats from its position on, oldest tick first
   */
  public void copyPending(int index, FloatBuffer target) {
    int last = first + count - 1 - position(index);
    byte[] bytes = rows.array();
    float[] window = windowOfThread();
    int to = 0;
    for (int row = last - shape.steps() + 1; row <= last; row++) {
      int at = row * ROW + FEATURES;
      for (int f = 0; f < Features.COUNT; f++) {
        window[to++] = (float) FLOAT.get(bytes, at + f * Float.BYTES);
      }
    }
    target.put(window, 0, to);
  }

  private float[] windowOfThread() {
    float[] window = WINDOW.get();
    if (window.length < shape.windowFloats()) {
      window = new float[shape.windowFloats()];
      WINDOW.set(window);
    }
    return window;
  }

  /** Takes the oldest pending tick off the tail. */
  public void removePending() {
    position(0);
    pending--;
    latePosition = 0;
    trim();
  }

  private long time(int newer) {
    return rows.getLong((first + count - 1 - newer) * ROW);
  }

  private int flags(int newer) {
    return rows.getInt((first + count - 1 - newer) * ROW + FLAGS);
  }

  private double price(int newer) {
    return rows.getDouble((first + count - 1 - newer) * ROW + PRICE);
  }
}
