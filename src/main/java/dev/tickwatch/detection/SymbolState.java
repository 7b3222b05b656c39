package dev.tickwatch.detection;

import dev.tickwatch.alert.Episode;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.Placement;
import dev.tickwatch.window.SymbolWindow;
import dev.tickwatch.window.WindowShape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * All that is remembered of one symbol: its window with the unscored (pending) tail, the residuals
 * that the tests look back on, its own calibration, its open episode. Mutable; not thread-safe.
 * {@link #toBytes()} is the value of the window store.
 *
 * <p>Life of a tick: {@link #placementOf}; for a {@link Placement#LATE} one the pending ticks must
 * be scored first; {@link #admit}; if it is pending, its window is copied out by {@link
 * #copyPending} and, once scored, {@link Detector#detect} takes the oldest pending tick off the
 * tail.
 */
public final class SymbolState {
  private static final byte VERSION = 3;
  private static final int HEADER = 1 + 2 * Integer.BYTES + Long.BYTES;

  private final WindowShape shape;
  private final FeatureSettings settings;
  private final SymbolWindow window;
  private final ResidualHistory residuals;
  private final TestScales scales;
  private final SymbolTail tail;
  private final IntervalWidth intervals;
  private Episode episode;

  private SymbolState(
      WindowShape shape,
      FeatureSettings settings,
      SymbolWindow window,
      ResidualHistory residuals,
      TestScales scales,
      SymbolTail tail,
      IntervalWidth intervals,
      Episode episode) {
    this.shape = shape;
    this.settings = settings;
    this.window = window;
    this.residuals = residuals;
    this.scales = scales;
    this.tail = tail;
    this.intervals = intervals;
    this.episode = episode;
  }

  /** A symbol that has not been seen. */
  public static SymbolState fresh(WindowShape shape, FeatureSettings settings) {
    return new SymbolState(
        shape,
        settings,
        new SymbolWindow(shape, settings),
        new ResidualHistory(),
        new TestScales(),
        new SymbolTail(),
        new IntervalWidth(),
        null);
  }

  /**
   * From stored bytes, which are copied.
   *
   * @throws IllegalArgumentException when they were written for another shape, other feature
   *     settings or by another version; the message says which
   */
  public static SymbolState fromBytes(WindowShape shape, FeatureSettings settings, byte[] stored) {
    ByteBuffer from = ByteBuffer.wrap(stored);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "state has version " + version + "; this Tickwatch reads " + VERSION);
      }
      int steps = from.getInt();
      if (steps != shape.steps()) {
        throw new IllegalArgumentException(
            "state holds windows of " + steps + " ticks; the model wants " + shape.steps());
      }
      int span = from.getInt();
      long gap = from.getLong();
      if (span != settings.volatilitySpan() || gap != settings.sessionGap().toMillis()) {
        throw new IllegalArgumentException(
            "state was written with a volatility span of "
                + span
                + " ticks and a session gap of "
                + gap
                + " ms; the model wants "
                + settings);
      }
      return new SymbolState(
          shape,
          settings,
          new SymbolWindow(shape, settings, from),
          new ResidualHistory(from),
          new TestScales(from),
          new SymbolTail(from),
          new IntervalWidth(from),
          EpisodeBytes.read(from));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("state of " + stored.length + " bytes is damaged", e);
    }
  }

  /**
   * A new array.
   *
   * @throws IllegalStateException while a late tick is pending
   */
  public byte[] toBytes() {
    byte[] open = EpisodeBytes.write(episode);
    ByteBuffer to =
        ByteBuffer.allocate(
            HEADER
                + window.encodedSize()
                + residuals.encodedSize()
                + TestScales.ENCODED
                + SymbolTail.ENCODED
                + IntervalWidth.ENCODED
                + open.length);
    to.put(VERSION).putInt(shape.steps()).putInt(settings.volatilitySpan());
    to.putLong(settings.sessionGap().toMillis());
    window.encode(to);
    residuals.encode(to);
    scales.encode(to);
    tail.encode(to);
    intervals.encode(to);
    to.put(open);
    return to.array();
  }

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    return window.placementOf(eventTimeMicros);
  }

  /**
   * Takes a tick that is not {@link Placement#TOO_LATE}.
   *
   * @return whether the tick is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and other ticks are pending
   */
  public boolean admit(Tick tick) {
    return window.admit(tick);
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

  TestScales scales() {
    return scales;
  }

  SymbolTail tail() {
    return tail;
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
