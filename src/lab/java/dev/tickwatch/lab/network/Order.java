package dev.tickwatch.lab.network;

import java.util.SplittableRandom;

/** Which examples, by their index, and in which order. */
public final class Order {
  private Order() {}

  /** All of so many, each once, any order as likely as any other. */
  public static int[] shuffled(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** At most {@code most} of so many, evenly spaced. */
  public static int[] thinned(int size, int most) {
    int[] order = new int[Math.min(most, size)];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) ((long) i * size / order.length);
    }
    return order;
  }
}
