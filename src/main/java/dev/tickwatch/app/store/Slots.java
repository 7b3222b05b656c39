package dev.tickwatch.app.store;

import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.state.Fields;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.nio.ByteBuffer;

/**
 * The ticks of a symbol's window in slots of one size, each with what was made of a scored tick
 * beside it. A tick goes to the slot behind that of the one before, and behind the last slot comes
 * the first one: so a tick changes one slot, and the window need not be written whole.
 *
 * <pre>
 * slot ({@value #BYTES} bytes): event time micros (long) | price (double) | features (10 floats) | flags (int)
 *                  | residuals of the tick scored in its place (5 floats)
 * </pre>
 *
 * What was made of a tick stands beside it, or one slot on for each tick that came late since.
 */
final class Slots {
  private static final int ROW =
      Long.BYTES + Double.BYTES + Features.COUNT * Float.BYTES + Integer.BYTES;
  private static final int RESIDUALS = 5 * Float.BYTES;

  /** Bytes of a slot. */
  static final int BYTES = ROW + RESIDUALS;

  /** So many there are however short the window is: residuals are of more ticks than that. */
  private static final int FEWEST = 64;

  private final SymbolState state;

  Slots(SymbolState state) {
    this.state = state;
  }

  /** Twice as many, and again, while there are more rows than usual. */
  int count() {
    long slots = Math.max(FEWEST, 2L * state.window().steps() - 1);
    while (slots < rows()) {
      slots *= 2;
    }
    return Math.toIntExact(slots);
  }

  private int rows() {
    return state.window().rows();
  }

  int pending() {
    return state.pending();
  }

  /** Scored ticks whose residuals are remembered. */
  int scores() {
    return state.residuals().count();
  }

  /** The slot of the newest tick. */
  int newest() {
    return (int) Math.floorMod(state.sequence() - 1, (long) count());
  }

  private int oldest() {
    return (int) ((state.sequence() - rows()) % count());
  }

  private int newestScored() {
    return Math.floorMod(newest() - state.pending(), count());
  }

  /**
   * Writes slots that follow each other.
   *
   * @param slot the first of them
   * @param target receives them from {@code at} on; zeros, where it is not to show through
   */
  void copy(int slot, int number, byte[] target, int at) {
    int count = count();
    int oldest = oldest();
    int newestScored = newestScored();
    StateWriter writer = new StateWriter(BYTES);
    for (int i = 0; i < number; i++) {
      int row = Math.floorMod(slot + i - oldest, count);
      if (row < rows()) {
        state.window().visitRow(row, writer.clear());
        writer.copyTo(target, at + i * BYTES);
      }
      int back = Math.floorMod(newestScored - slot - i, count);
      if (back < scores()) {
        state.residuals().visitTick(back, writer.clear());
        writer.copyTo(target, at + i * BYTES + ROW);
      }
    }
  }

  /**
   * Reads all slots.
   *
   * @param slots bytes of all of them
   */
  void read(ByteBuffer slots) {
    int count = count();
    int oldest = oldest();
    state.window().makeRows();
    for (int row = 0; row < rows(); row++) {
      state.window().visitRow(row, in(slots, (oldest + row) % count, 0));
    }
    int newestScored = newestScored();
    for (int back = 0; back < scores(); back++) {
      int slot = Math.floorMod(newestScored - back, count);
      state.residuals().visitTick(back, in(slots, slot, ROW));
    }
  }

  private static Fields in(ByteBuffer slots, int slot, int offset) {
    return new StateReader(slots.position(slot * BYTES + offset));
  }
}
