package dev.tickwatch.model.window;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.Fields;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The latest ticks of one symbol as rows of {@link Features}, oldest first, with the pending
 * (unscored) ones among them.
 *
 * <p>Rows held: the {@code 2T - 1} newest, or {@code T - 1} and the pending ones where those are
 * more. So a tick that arrives late, but not older than the T newest, has a whole window before it.
 *
 * <p>The flags of a row are bits of whoever admits a tick, and the highest bit the window's own:
 * whether the longer wick of a bar points down.
 *
 * <p>Mutable; not thread-safe.
 */
public final class SymbolWindow {
  private static final int WICK_DOWN = 1 << 31;

  private final WindowShape shape;
  private FeatureSettings settings;
  private final float[] scratch = new float[Features.COUNT];
  private final FeatureState featureState;
  private long sequence;
  private int pending;
  private int latePosition;

  /** Of the rows, side by side: event time, price, {@link Features}, flags. */
  private long[] times;

  private double[] prices;
  private float[] features;
  private int[] flags;
  private int first;
  private int count;

  /** A symbol that has not been seen. */
  public SymbolWindow(WindowShape shape, FeatureSettings settings) {
    this.shape = shape;
    this.settings = settings;
    this.featureState = new FeatureState(settings);
    allocate(2 * shape.steps() + SLACK);
  }

  private static final int SLACK = 16;

  private void allocate(int rows) {
    times = new long[rows];
    prices = new double[rows];
    features = new float[rows * Features.COUNT];
    flags = new int[rows];
  }

  /**
   * Visits what is known of the window but its rows. Where it is read, the rows are to be
   * {@linkplain #makeRows made} and visited next.
   *
   * @throws IllegalArgumentException when the numbers of ticks cannot be
   */
  public void visit(Fields fields) {
    sequence = fields.int64(sequence);
    pending = fields.int32(pending);
    count = fields.int32(count);
    if (sequence < 0
        || pending < 0
        || pending > Math.max(0, sequence - shape.steps())
        || count != Math.min(sequence, keep())) {
      throw new IllegalArgumentException(
          "window of "
              + count
              + " rows, "
              + pending
              + " pending, "
              + sequence
              + " seen, is damaged");
    }
    featureState.visit(fields);
  }

  /** Makes as many rows as a visit has read that there are. */
  public void makeRows() {
    first = 0;
    allocate(count + SLACK);
  }

  /**
   * Visits a row.
   *
   * @param row 0 for the oldest, less than {@link #rows}
   */
  public void visitRow(int row, Fields fields) {
    int at = first + row;
    times[at] = fields.int64(times[at]);
    prices[at] = fields.float64(prices[at]);
    for (int feature = at * Features.COUNT; feature < (at + 1) * Features.COUNT; feature++) {
      features[feature] = fields.float32(features[feature]);
    }
    flags[at] = fields.int32(flags[at]);
  }

  /** T. */
  public int steps() {
    return shape.steps();
  }

  /** Rows that are held. */
  public int rows() {
    return count;
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

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    if (count == 0 || eventTimeMicros >= time(0)) {
      return Placement.IN_ORDER;
    }
    return newerThan(eventTimeMicros) < shape.steps() ? Placement.LATE : Placement.TOO_LATE;
  }

  /** Rows newer than a time, at most T. */
  public int newerThan(long eventTimeMicros) {
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
    move(at, at + 1, newer);
    count++;
    sequence++;
    placeBetween(tick, at, flags);
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
    long before = oldest ? tick.eventTimeMicros() : times[at - 1];
    double priceBefore = oldest ? tick.price() : prices[at - 1];
    int part = DayPart.of(settings.calendar(), before, tick.eventTimeMicros());
    long gap = tick.eventTimeMicros() - before;
    FeatureState.fill(scratch, settings, tick, priceBefore, gap, oldest, part, volatility);
    scratch[Features.PRICE_GRID] = feature(next, Features.PRICE_GRID);
    scratch[Features.LONG_VOLATILITY] = feature(next, Features.LONG_VOLATILITY);
    write(at, tick, priceBefore, scratch, flags);

    long nextTime = times[next];
    long nextGap = nextTime - tick.eventTimeMicros();
    int nextPart = DayPart.of(settings.calendar(), tick.eventTimeMicros(), nextTime);
    boolean sessionBreak = FeatureState.isSessionBreak(settings, nextGap, nextPart);
    double nextPrice = prices[next];
    put(
        next,
        Features.LOG_RETURN,
        FeatureState.logReturn(settings, tick.price(), nextPrice, volatility));
    put(next, Features.LOG_GAP, FeatureState.logGap(nextGap));
    put(next, Features.SESSION_GAP, sessionBreak ? 1 : 0);
  }

  private void put(int index, int feature, float value) {
    features[index * Features.COUNT + feature] = value;
  }

  private float feature(int index, int feature) {
    return features[index * Features.COUNT + feature];
  }

  private void write(int index, Tick tick, double priceBefore, float[] row, int rowFlags) {
    boolean down = FeatureState.wickIsDown(settings.series(), tick, priceBefore);
    flags[index] = down ? rowFlags | WICK_DOWN : rowFlags & ~WICK_DOWN;
    times[index] = tick.eventTimeMicros();
    prices[index] = tick.price();
    System.arraycopy(row, 0, features, index * Features.COUNT, Features.COUNT);
  }

  /** Room for one row behind the last. */
  private void makeRoom() {
    if (first + count + 1 <= times.length) {
      return;
    }
    if (first * 2 < count) {
      int rows = times.length * 2;
      times = Arrays.copyOf(times, rows);
      prices = Arrays.copyOf(prices, rows);
      features = Arrays.copyOf(features, rows * Features.COUNT);
      flags = Arrays.copyOf(flags, rows);
    }
    move(first, 0, count);
    first = 0;
  }

  private void move(int from, int to, int rows) {
    System.arraycopy(times, from, times, to, rows);
    System.arraycopy(prices, from, prices, to, rows);
    System.arraycopy(
        features, from * Features.COUNT, features, to * Features.COUNT, rows * Features.COUNT);
    System.arraycopy(flags, from, flags, to, rows);
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
  public void flagNewest(int more) {
    flags[first + count - 1] |= more & ~WICK_DOWN;
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
    int oldest = last - shape.steps() + 1;
    target.put(features, oldest * Features.COUNT, shape.windowFloats());
  }

  /** Takes the oldest pending tick off the tail. */
  public void removePending() {
    position(0);
    pending--;
    latePosition = 0;
    trim();
  }

  private long time(int newer) {
    return times[first + count - 1 - newer];
  }

  private int flags(int newer) {
    return flags[first + count - 1 - newer];
  }

  private double price(int newer) {
    return prices[first + count - 1 - newer];
  }
}
