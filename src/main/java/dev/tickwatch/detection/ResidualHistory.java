package dev.tickwatch.detection;

import java.nio.ByteBuffer;

/**
 * Standardised residuals of a symbol's latest scored ticks, newest first. Mutable; not thread-safe.
 */
final class ResidualHistory {
  /** A residual counts at most so many scales, so that one stray tick cannot carry a long sum. */
  private static final float MOST = 8;

  private final float[] price = new float[SurpriseTest.LONGEST];
  private final float[] size = new float[SurpriseTest.LONGEST];
  private int count;

  ResidualHistory() {}

  ResidualHistory(ByteBuffer from) {
    count = from.getInt();
    if (count < 0 || count > SurpriseTest.LONGEST) {
      throw new IllegalArgumentException("history of " + count + " residuals is damaged");
    }
    for (int i = 0; i < count; i++) {
      price[i] = from.getFloat();
      size[i] = from.getFloat();
    }
  }

  int encodedSize() {
    return Integer.BYTES + 2 * count * Float.BYTES;
  }

  void encode(ByteBuffer to) {
    to.putInt(count);
    for (int i = 0; i < count; i++) {
      to.putFloat(price[i]).putFloat(size[i]);
    }
  }

  void add(float priceResidual, float sizeResidual) {
    int kept = Math.min(count, SurpriseTest.LONGEST - 1);
    System.arraycopy(price, 0, price, 1, kept);
    System.arraycopy(size, 0, size, 1, kept);
    price[0] = clip(priceResidual);
    size[0] = clip(sizeResidual);
    count = kept + 1;
  }

  private static float clip(float residual) {
    return Math.max(-MOST, Math.min(MOST, residual));
  }

  /** Sum of the newest price residuals over the root of their number. */
  double drift(int ticks) {
    return scaledSum(price, ticks);
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

  /** Sum of ln(1 + u²/ν) of the newest price residuals. */
  double energy(int ticks, double degreesOfFreedom) {
    double sum = 0;
    for (int i = 0; i < Math.min(ticks, count); i++) {
      sum += Math.log1p(price[i] * (double) price[i] / degreesOfFreedom);
    }
    return sum;
  }

  /** Sum of the products of neighbouring price residuals. */
  double neighbours(int ticks) {
    double sum = 0;
    for (int i = 1; i < Math.min(ticks, count); i++) {
      sum += (double) price[i] * price[i - 1];
    }
    return sum;
  }
}
