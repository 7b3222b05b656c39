package dev.tickwatch.detect.symbol;

import dev.tickwatch.state.Fields;

/**
 * When the pending ticks of a symbol arrived among those of all symbols, oldest first: after a
 * restart the ticks of all of them are scored in that order again. Mutable; not thread-safe.
 */
final class PendingArrivals {
  private static final int FEW = 4;

  private long[] numbers = new long[FEW];
  private int first;
  private int count;

  /**
   * Visits all that is remembered.
   *
   * @param pending ticks that there are
   */
  void visit(int pending, Fields fields) {
    for (int i = 0; i < pending; i++) {
      if (i == count) {
        add(fields.int64(0)); // one by one: how many there are is only what the state says
      } else {
        int at = (first + i) % numbers.length;
        numbers[at] = fields.int64(numbers[at]);
      }
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
