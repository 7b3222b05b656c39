package dev.tickwatch.detect.symbol;

import java.nio.ByteBuffer;

/**
 * When the pending ticks of a symbol arrived among those of all symbols, oldest first: after a
 * restart the ticks of all of them are scored in that order again. Mutable; not thread-safe.
 */
final class PendingArrivals {
  private static final int FEW = 4;

  private long[] numbers = new long[FEW];
  private int first;
  private int count;

  PendingArrivals() {}

  /** Reads as many as {@link #encode} wrote. */
  PendingArrivals(ByteBuffer from, int pending) {
    numbers = new long[Math.max(FEW, pending)];
    for (int i = 0; i < pending; i++) {
      add(from.getLong());
    }
  }

  int encodedSize() {
    return count * Long.BYTES;
  }

  void encode(ByteBuffer to) {
    for (int i = 0; i < count; i++) {
      to.putLong(get(i));
    }
  }

  long get(int index) {
    return numbers[(first + index) % numbers.length];
  }

  void add(long number) {
    if (count == numbers.length) {
      long[] more = new long[2 * count];
      for (int i = 0; i < count; i++) {
        more[i] = get(i);
      }
      numbers = more;
      first = 0;
    }
    numbers[(first + count) % numbers.length] = number;
    count++;
  }

  void removeFirst() {
    first = (first + 1) % numbers.length;
    count--;
  }
}
