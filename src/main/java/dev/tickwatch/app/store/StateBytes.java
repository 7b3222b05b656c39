package dev.tickwatch.app.store;

import dev.tickwatch.detect.symbol.SymbolState;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A symbol's state as bytes.
 *
 * <pre>
 * header, see {@link StateHeader} | fields of the state | open episode, if any | {@link Slots slots}
 * </pre>
 */
public final class StateBytes {
  private static final ThreadLocal<StateWriter> WRITER = ThreadLocal.withInitial(StateWriter::new);

  private StateBytes() {}

  /**
   * All of it, in a new array.
   *
   * @throws IllegalStateException while a late tick is pending
   */
  public static byte[] write(Manifest manifest, SymbolState state) {
    byte[] head = head(manifest, state, 0);
    Slots slots = new Slots(state);
    byte[] whole = Arrays.copyOf(head, head.length + slots.count() * Slots.BYTES);
    slots.copy(0, slots.count(), whole, head.length);
    return whole;
  }

  /**
   * All but the slots. A tick changes this part and few of the slots.
   *
   * @param room for bytes of the caller's behind it
   * @return a new array
   * @throws IllegalStateException while a late tick is pending: it must be scored in the call that
   *     admitted it
   */
  static byte[] head(Manifest manifest, SymbolState state, int room) {
    if (state.pending() > 0 && state.window().pendingIsLate()) {
      throw new IllegalStateException("a late tick is still pending");
    }
    StateWriter writer = WRITER.get().clear();
    writer.raw(StateHeader.bytesFor(manifest));
    state.visit(writer);
    EpisodeBytes.write(state.episode(), writer);
    return writer.toBytes(room);
  }

  /**
   * A state from stored bytes, which are copied.
   *
   * @throws IllegalArgumentException when they were written for other ticks, another shape, other
   *     feature settings or by another version; the message says which
   */
  public static SymbolState read(Manifest manifest, byte[] stored) {
    ByteBuffer from = ByteBuffer.wrap(stored);
    SymbolState state = SymbolState.fresh(manifest);
    try {
      StateHeader.require(manifest, from);
      StateReader reader = new StateReader(from);
      state.visit(reader);
      Slots slots = new Slots(state);
      long behind = (long) slots.count() * Slots.BYTES;
      if (behind > from.remaining()) {
        throw new IllegalArgumentException("slots are missing");
      }
      int end = from.limit() - (int) behind;
      slots.read(from.duplicate().position(end).slice());
      from.limit(end);
      state.episode(EpisodeBytes.read(reader));
      return state;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("state of " + stored.length + " bytes is damaged", e);
    }
  }
}
