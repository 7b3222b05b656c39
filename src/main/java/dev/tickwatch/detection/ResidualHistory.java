package dev.tickwatch.detection;

import java.nio.ByteBuffer;

/**
 * Moves (z, returns in volatilities) and size residuals of a symbol's latest scored ticks, newest
 * first. Mutable; not thread-safe.
 */
final class ResidualHistory {
  /** A move counts at most so many volatilities, so that one stray tick cannot carry a long sum. */
  private static final float LARGEST_MOVE = 40;

  /** The same for sizes, in scales of their prediction. */
  private static final float LARGEST_SIZE = 10;

  private final float[] move = new float[SurpriseTest.LONGEST];
  private final float[] size = new float[SurpriseTest.LONGEST];
  private int count;

  ResidualHistory() {}

  ResidualHistory(ByteBuffer from) {
    count = from.getInt();
    if (count < 0 || count > SurpriseTest.LONGEST) {
      throw new IllegalArgumentException("history of " + count + " residuals is damaged");
    }
    for (int i = 0; i < count; i++) {
      move[i] = from.getFloat();
      size[i] = from.getFloat();
    }
  }

  int encodedSize() {
    return Integer.BYTES + 2 * count * Float.BYTES;
  }

  void encode(ByteBuffer to) {
    to.putInt(count);
    for (int i = 0; i < count; i++) {
      to.putFloat(move[i]).putFloat(size[i]);
    }
  }

  void add(double newestMove, float sizeResidual) {
    int kept = Math.min(count, SurpriseTest.LONGEST - 1);
    System.arraycopy(move, 0, move, 1, kept);
    System.arraycopy(size, 0, size, 1, kept);
    move[0] = clip((float) newestMove, LARGEST_MOVE);
    size[0] = clip(sizeResidual, LARGEST_SIZE);
    count = kept + 1;
  }

  private static float clip(float value, float most) {
    return Math.max(-most, Math.min(most, value));
  }

  /** Sum of the newest moves over the root of their number. */
  double drift(int ticks) {
    return scaledSum(move, ticks);
  }

  /** Sum of the newest size residuals over the root of their number. */
  double volume(int ticks) {
    return scaledSum(size, ticks);
  }

  private double scaledSum(float[] values, int ticks) {
    double sum = 0;
    for (int i = 0; i < Math.min(ticks, count); i++) {
      sum += values[i];
    }
    return sum / Math.sqrt(ticks);
  }

  /** Sum of ln(1 + z²) of the newest moves. */
  double energy(int ticks) {
    double sum = 0;
    for (int i = 0; i < Math.min(ticks, count); i++) {
      sum += Math.log1p((double) move[i] * move[i]);
    }
    return sum;
  }

  /** Sum of the products of neighbouring moves. */
  double neighbours(int ticks) {
    double sum = 0;
    for (int i = 1; i < Math.min(ticks, count); i++) {
      sum += (double) move[i] * move[i - 1];
    }
    return sum;
  }
}
