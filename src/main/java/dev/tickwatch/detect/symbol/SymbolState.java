package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Episode;
import dev.tickwatch.detect.statistic.BreakHistory;
import dev.tickwatch.detect.statistic.LevelHistory;
import dev.tickwatch.detect.statistic.ResidualHistory;
import dev.tickwatch.detect.statistic.SizeHistory;
import dev.tickwatch.detect.statistic.TickStatistics;
import dev.tickwatch.market.check.QualityCheck;
import dev.tickwatch.market.check.QualityState;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.Placement;
import dev.tickwatch.model.window.SymbolWindow;
import dev.tickwatch.model.window.WindowShape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * All that is remembered of one symbol: its window with the unscored (pending) tail, the residuals
 * that the statistics look back on, its own calibration, what its data are judged by, its open
 * episode. Mutable; not thread-safe. {@link #toBytes()} is the value of the window store.
 *
 * <p>Life of a tick: {@link #placementOf}; for a {@link Placement#LATE} one the pending ticks must
 * be scored first; {@link #follow} the model; {@link #admit}; if it is pending, its window is
 * copied out by {@link #copyPending} and, once scored, {@link Detector#detect} takes the oldest
 * pending tick off the tail.
 */
public final class SymbolState {
  /** Bytes of a slot: a tick of the window, and what was made of a scored one. */
  public static final int SLOT = SymbolWindow.ROW + ResidualHistory.TICK;

  /** See {@link StateHeader}. */
  private final byte[] header;

  private final WindowShape shape;
  private final SymbolWindow window;
  private final PendingArrivals arrivals;
  private ResidualHistory residuals;
  private SizeHistory sizes;
  private final ExceedanceRates rates;
  private final BreakHistory breaks;
  private final BucketMove move;
  private SymbolTail tail;
  private final IntervalWidth intervals;
  private final QualityState quality;
  private Episode episode;

  /** Null until the symbol is judged as a metric. */
  private LevelHistory levels;

  private int admittedFlags;

  private SymbolState(
      Manifest manifest,
      SymbolWindow window,
      PendingArrivals arrivals,
      ResidualHistory residuals,
      SizeHistory sizes,
      ExceedanceRates rates,
      BreakHistory breaks,
      BucketMove move,
      SymbolTail tail,
      IntervalWidth intervals,
      QualityState quality,
      LevelHistory levels,
      Episode episode) {
    this.header = StateHeader.bytesFor(manifest);
    this.shape = manifest.shape();
    this.window = window;
    this.arrivals = arrivals;
    this.residuals = residuals;
    this.sizes = sizes;
    this.rates = rates;
    this.breaks = breaks;
    this.move = move;
    this.tail = tail;
    this.intervals = intervals;
    this.quality = quality;
    this.episode = episode;
    this.levels = levels;
  }

  /** A symbol that has not been seen, for windows that a model can score. */
  public static SymbolState fresh(Manifest manifest) {
    return new SymbolState(
        manifest,
        new SymbolWindow(manifest.shape(), manifest.featureSettings()),
        new PendingArrivals(),
        new ResidualHistory(),
        new SizeHistory(),
        new ExceedanceRates(TickStatistics.COUNT),
        new BreakHistory(),
        new BucketMove(),
        new SymbolTail(),
        new IntervalWidth(),
        new QualityState(),
        null,
        null);
  }

  /**
   * What the ticks of a stored state are (sampling and calendar, as {@code 1m xnys}), where they
   * are not those of a model's windows: then nothing in the state can go on with the model. Empty
   * where they are the model's, or where that cannot be told and {@link #fromBytes} says why.
   */
  public static Optional<String> otherTicks(Manifest manifest, byte[] stored) {
    return StateHeader.otherTicks(manifest, stored);
  }

  /** What the ticks of a model's windows are, in the same words. */
  public static String ticksOf(Manifest manifest) {
    return StateHeader.of(manifest).ticks();
  }

  /**
   * From stored bytes, which are copied.
   *
   * @throws IllegalArgumentException when they were written for other ticks, another shape, other
   *     feature settings or by another version; the message says which
   */
  public static SymbolState fromBytes(Manifest manifest, byte[] stored) {
    ByteBuffer from = ByteBuffer.wrap(stored);
    try {
      StateHeader.require(manifest, from);
      SymbolWindow window =
          new SymbolWindow(manifest.shape(), manifest.featureSettings(), from, SLOT);
      ByteBuffer slots = ByteBuffer.wrap(stored, from.limit(), stored.length - from.limit());
      return new SymbolState(
          manifest,
          window,
          new PendingArrivals(from, window.pending()),
          new ResidualHistory(from, slots, window.slotCount(), scoredSlot(window)),
          new SizeHistory(from),
          new ExceedanceRates(TickStatistics.COUNT, from),
          new BreakHistory(from),
          new BucketMove(from),
          new SymbolTail(from),
          new IntervalWidth(from),
          new QualityState(from),
          from.get() == 0 ? null : new LevelHistory(from),
          EpisodeBytes.read(from));
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("state of " + stored.length + " bytes is damaged", e);
    }
  }

  /**
   * A new array.
   *
   * @throws IllegalStateException while a late tick is pending
   */
  public byte[] toBytes() {
    byte[] head = headBytes(0);
    byte[] whole = Arrays.copyOf(head, head.length + slotCount() * SLOT);
    copySlots(0, slotCount(), whole, head.length);
    return whole;
  }

  /**
   * The first part of {@link #toBytes}: all but the window's ticks, which follow in slots. A tick
   * changes this part and few of the slots.
   *
   * @param room for bytes of the caller's behind it
   * @return a new array
   * @throws IllegalStateException while a late tick is pending
   */
  public byte[] headBytes(int room) {
    byte[] open = EpisodeBytes.write(episode);
    int size =
        header.length
            + window.encodedSize()
            + arrivals.encodedSize()
            + ResidualHistory.ENCODED
            + SizeHistory.ENCODED
            + ExceedanceRates.encodedSize(TickStatistics.COUNT)
            + BreakHistory.ENCODED
            + BucketMove.ENCODED
            + SymbolTail.ENCODED
            + IntervalWidth.ENCODED
            + QualityState.ENCODED
            + 1
            + (levels == null ? 0 : LevelHistory.ENCODED)
            + open.length;
    ByteBuffer to = ByteBuffer.allocate(size + room);
    to.put(header);
    window.encode(to);
    arrivals.encode(to);
    residuals.encode(to);
    sizes.encode(to);
    rates.encode(to);
    breaks.encode(to);
    move.encode(to);
    tail.encode(to);
    intervals.encode(to);
    quality.encode(to);
    to.put((byte) (levels == null ? 0 : 1));
    if (levels != null) {
      levels.encode(to);
    }
    to.put(open);
    return to.array();
  }

  /** Slots of the window's ticks; see {@link #headBytes}. */
  public int slotCount() {
    return window.slotCount();
  }

  /** How many there were at {@link #markStored}, or in the bytes; 0 when nothing is stored. */
  public int storedSlotCount() {
    return window.storedSlotCount();
  }

  /** The slot of the newest tick; older ones are in those before it, and on from the last one. */
  public int newestSlot() {
    return window.newestSlot();
  }

  /**
   * How many slots, from that of the newest tick backwards, may differ from what they were at
   * {@link #markStored}.
   */
  public int changedSlots() {
    int scored = residuals.changed();
    int behind = scored == 0 ? 0 : window.pending() + scored;
    return Math.min(slotCount(), Math.max(window.changedSlots(), behind));
  }

  /**
   * Writes slots that follow each other, {@link #SLOT} bytes each.
   *
   * @param slot the first of them; behind the last slot comes the first one
   * @param target receives them from {@code at} on; zeros, where it is not to show through
   */
  public void copySlots(int slot, int number, byte[] target, int at) {
    window.copySlots(slot, number, target, at, SLOT);
    residuals.copySlots(slot, number, target, at, SLOT, slotCount(), scoredSlot(window));
  }

  /**
   * The slot of the tick that was scored last: what was made of a tick stands beside it, or one
   * slot on for each tick that came late since.
   */
  private static int scoredSlot(SymbolWindow window) {
    return Math.floorMod(window.newestSlot() - window.pending(), window.slotCount());
  }

  /** The slots are stored as they are now. */
  public void markStored() {
    window.markStored();
    residuals.markStored();
  }

  /** So many of the newest slots are not stored where the others are. */
  public void markChanged(int newestSlots) {
    window.markChanged(newestSlots);
  }

  /**
   * Goes on with another model of windows as long: its day profile is what features are made with
   * from the next tick on. To be called before {@link #admit} with the model that is to score the
   * tick, so that a result depends on nothing else: neither on the model in use when the state was
   * last read from its store, nor on when another took its place. Features of ticks that were
   * admitted stay as they are.
   *
   * @throws IllegalArgumentException when the model's features cannot go on in these windows
   */
  public void follow(Manifest model) {
    window.follow(model.featureSettings());
  }

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    return window.placementOf(eventTimeMicros);
  }

  /** Takes a tick where it does not matter when it arrived among those of other symbols. */
  public boolean admit(Tick tick, QualityCheck check) {
    return admit(tick, check, 0);
  }

  /**
   * Takes a tick that is not {@link Placement#TOO_LATE}.
   *
   * @param check judges its data; of a tick that arrives late, only what it shows by itself
   * @param arrival rises from tick to tick of all symbols
   * @return whether the tick is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and other ticks are pending
   */
  public boolean admit(Tick tick, QualityCheck check, long arrival) {
    boolean late = placementOf(tick.eventTimeMicros()) == Placement.LATE;
    admittedFlags = check.alone(tick);
    boolean pending = window.admit(tick, admittedFlags);
    if (pending) {
      arrivals.add(arrival);
    }
    if (late) {
      residuals.markMoved(); // a late tick's row pushes the newer ones on, and is not among these
    } else {
      QualityCheck.Move move =
          new QualityCheck.Move(
              window.newestFeature(Features.LOG_RETURN),
              Math.exp(window.newestFeature(Features.LOG_VOLATILITY)),
              window.newestFeature(Features.SESSION_GAP) > 0);
      int repeats = Math.round(window.newestFeature(Features.REPEATS));
      int more = check.next(quality, tick, move, repeats);
      window.flagNewest(more);
      admittedFlags |= more;
    }
    return pending;
  }

  /** Quality flags of the tick that was admitted last to this object. */
  int admittedFlags() {
    return admittedFlags;
  }

  QualityState quality() {
    return quality;
  }

  /** Ticks admitted so far; the sequence of the newest arrival. */
  public long sequence() {
    return window.sequence();
  }

  /** Unscored ticks past warm-up. */
  public int pending() {
    return window.pending();
  }

  /**
   * When a pending tick arrived; see {@link #admit}.
   *
   * @param index 0 for the oldest pending tick
   */
  public long arrival(int index) {
    return arrivals.get(index);
  }

  /** Takes the oldest pending tick off the tail. */
  void removePending() {
    window.removePending();
    arrivals.removeFirst();
  }

  /**
   * Writes the window that ends with a pending tick.
   *
   * @param index 0 for the oldest pending tick
   * @param target receives T * F floats from its position on, oldest tick first
   */
  public void copyPending(int index, FloatBuffer target) {
    window.copyPending(index, target);
  }

  SymbolWindow window() {
    return window;
  }

  ResidualHistory residuals() {
    return residuals;
  }

  /** What was anomalous is normal from now on, and what the statistics look back on begins anew. */
  void acceptRegime() {
    residuals = new ResidualHistory();
    sizes = new SizeHistory();
    rates.accept();
    tail = new SymbolTail();
    levels = null;
  }

  SizeHistory sizes() {
    return sizes;
  }

  ExceedanceRates rates() {
    return rates;
  }

  BreakHistory breaks() {
    return breaks;
  }

  /** What the symbol did in the market's bucket that is under way. */
  public BucketMove move() {
    return move;
  }

  SymbolTail tail() {
    return tail;
  }

  /** Of a metric; begun when it is first asked for. */
  LevelHistory levels() {
    if (levels == null) {
      levels = new LevelHistory();
    }
    return levels;
  }

  IntervalWidth intervals() {
    return intervals;
  }

  /** The open episode, or null. */
  Episode episode() {
    return episode;
  }

  void episode(Episode next) {
    episode = next;
  }

  WindowShape shape() {
    return shape;
  }
}
