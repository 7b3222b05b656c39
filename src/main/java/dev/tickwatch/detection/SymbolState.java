package dev.tickwatch.detection;

import dev.tickwatch.tick.Tick;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.Placement;
import dev.tickwatch.window.WindowShape;
import java.nio.FloatBuffer;

/**
 * All that is remembered of one symbol: its window with the unscored (pending) tail, the history of
 * its tests, its open episode. Mutable; not thread-safe. {@link #toBytes()} is the value of the
 * window store.
 *
 * <p>Life of a tick: {@link #placementOf}; for a {@link Placement#LATE} one the pending ticks must
 * be scored first; {@link #admit}; if it is pending, its window is copied out by {@link
 * #copyPending} and, once scored, {@link Detector#detect} takes the oldest pending tick off the
 * tail.
 */
public final class SymbolState {
  private SymbolState() {}

  /** A symbol that has not been seen. */
  public static SymbolState fresh(WindowShape shape, FeatureSettings settings) {
    throw new UnsupportedOperationException();
  }

  /**
   * From stored bytes, which are copied.
   *
   * @throws IllegalArgumentException when they were written for another shape or version; the
   *     message says which
   */
  public static SymbolState fromBytes(WindowShape shape, FeatureSettings settings, byte[] stored) {
    throw new UnsupportedOperationException();
  }

  /** A new array. */
  public byte[] toBytes() {
    throw new UnsupportedOperationException();
  }

  /** Where a tick with this event time belongs. */
  public Placement placementOf(long eventTimeMicros) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a tick that is not {@link Placement#TOO_LATE}.
   *
   * @return whether the tick is now pending; false while the symbol is warming up
   * @throws IllegalStateException when the tick is late and other ticks are pending
   */
  public boolean admit(Tick tick) {
    throw new UnsupportedOperationException();
  }

  /** Ticks admitted so far; the sequence of the newest arrival. */
  public long sequence() {
    throw new UnsupportedOperationException();
  }

  /** Unscored ticks past warm-up. */
  public int pending() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the window that ends with a pending tick.
   *
   * @param index 0 for the oldest pending tick
   * @param target receives T * F floats from its position on, oldest tick first
   */
  public void copyPending(int index, FloatBuffer target) {
    throw new UnsupportedOperationException();
  }
}
