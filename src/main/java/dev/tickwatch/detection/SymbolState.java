package dev.tickwatch.detection;

import dev.tickwatch.alert.Episode;
import dev.tickwatch.quality.QualityCheck;
import dev.tickwatch.quality.QualityState;
import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.Features;
import dev.tickwatch.window.Placement;
import dev.tickwatch.window.SymbolWindow;
import dev.tickwatch.window.WindowShape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * All that is remembered of one symbol: its window with the unscored (pending) tail, the residuals
 * that the tests look back on, its own calibration, what its data are judged by, its open episode.
 * Mutable; not thread-safe. {@link #toBytes()} is the value of the window store.
 *
 * <p>Life of a tick: {@link #placementOf}; for a {@link Placement#LATE} one the pending ticks must
 * be scored first; {@link #admit}; if it is pending, its window is copied out by {@link
 * #copyPending} and, once scored, {@link Detector#detect} takes the oldest pending tick off the
 * tail.
 */
public final class SymbolState {
  private static final byte VERSION = 4;
  private static final int HEADER = 1 + 2 * Integer.BYTES + Long.BYTES;

  private final WindowShape shape;
  private final FeatureSettings settings;
  private final SymbolWindow window;
  private ResidualHistory residuals;
  private TestScales scales;
  private SymbolTail tail;
  private final IntervalWidth intervals;
  private final QualityState quality;
  private Episode episode;
  private int admittedFlags;

  private SymbolState(
      WindowShape shape,
      FeatureSettings settings,
      SymbolWindow window,
      ResidualHistory residuals,
      TestScales scales,
      SymbolTail tail,
      IntervalWidth intervals,
      QualityState quality,
      Episode episode) {
    this.shape = shape;
    this.settings = settings;
    this.window = window;
    this.residuals = residuals;
    this.scales = scales;
    this.tail = tail;
    this.intervals = intervals;
    this.quality = quality;
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
        new QualityState(),
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
          new QualityState(from),
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
                + QualityState.ENCODED
                + open.length);
    to.put(VERSION).putInt(shape.steps()).putInt(settings.volatilitySpan());
    to.putLong(settings.sessionGap().toMillis());
    window.encode(to);
    residuals.encode(to);
    scales.encode(to);
    tail.encode(to);
    intervals.encode(to);
    quality.encode(to);
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
   * @param check judges its data; of a tick that arrives late, only what it shows by itself
   * @return whether the tick is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and other ticks are pending
   */
  public boolean admit(Tick tick, QualityCheck check) {
    boolean late = placementOf(tick.eventTimeMicros()) == Placement.LATE;
    admittedFlags = check.alone(tick);
    boolean pending = window.admit(tick, admittedFlags);
    if (!late) {
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

  /** What was anomalous is normal from now on: the symbol's calibration is learnt anew. */
  void acceptRegime() {
    residuals = new ResidualHistory();
    scales = new TestScales();
    tail = new SymbolTail();
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
