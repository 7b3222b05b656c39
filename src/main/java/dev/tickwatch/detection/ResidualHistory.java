package dev.tickwatch.detection;

import java.nio.ByteBuffer;

/**
 * What the model made of a symbol's latest scored ticks, newest first. Ticks that were far out of
 * any measure are kept as less: they were reported when they were the newest, and shall not carry
 * the sums over the ticks after them. Mutable; not thread-safe.
 */
final class ResidualHistory {
  private static final int LONGEST = SurpriseTest.LONGEST;

  /** A move counts at most so many volatilities. */
  private static final float LARGEST_MOVE = 40;

  /** A size counts at most so many scales of its prediction. */
  private static final float LARGEST_SIZE = 8;

  /** A return's energy counts at most that of so many scales. */
  private static final double LARGEST_ENERGY = Math.log1p(12 * 12);

  /** See {@link SurpriseTest} for z, n and v. */
  private final float[] move = new float[LONGEST];

  private final float[] score = new float[LONGEST];
  private final float[] energy = new float[LONGEST];
  private final float[] size = new float[LONGEST];

  /** Sum over the unchanged prices in a row, up to the newest. */
  private double still;

  private int count;

  ResidualHistory() {}

  ResidualHistory(ByteBuffer from) {
    count = from.getInt();
    if (count < 0 || count > LONGEST) {
      throw new IllegalArgumentException("history of " + count + " residuals is damaged");
    }
    still = from.getDouble();
    for (int i = 0; i < count; i++) {
      move[i] = from.getFloat();
      score[i] = from.getFloat();
      energy[i] = from.getFloat();
      size[i] = from.getFloat();
    }
  }

  int encodedSize() {
    return Integer.BYTES + Double.BYTES + 4 * count * Float.BYTES;
  }

  void encode(ByteBuffer to) {
    to.putInt(count).putDouble(still);
    for (int i = 0; i < count; i++) {
      to.putFloat(move[i]).putFloat(score[i]).putFloat(energy[i]).putFloat(size[i]);
    }
  }

  /**
   * Takes the newest tick.
   *
   * @param z its return in volatilities
   * @param u its return's residual
   * @param n normal score of u
   * @param v its size's residual
   * @param unchanged probability that its price would be that of the tick before
   */
  void add(double z, double u, double n, double v, double unchanged) {
    int kept = Math.min(count, LONGEST - 1);
    for (float[] values : new float[][] {move, score, energy, size}) {
      System.arraycopy(values, 0, values, 1, kept);
    }
    boolean moved = z != 0;
    move[0] = clip(z, LARGEST_MOVE);
    score[0] = moved ? (float) n : 0;
    energy[0] = moved ? (float) Math.min(LARGEST_ENERGY, Math.log1p(u * u)) : 0;
    size[0] = clip(v, LARGEST_SIZE);
    still = moved ? 0 : still - Math.log(unchanged);
    count = kept + 1;
  }

  private static float clip(double value, float most) {
    return (float) Math.max(-most, Math.min(most, value));
  }

  /** Ticks remembered. */
  int count() {
    return count;
  }

  /** z of a tick; 0 back is the newest. */
  double moveBack(int back) {
    return move[back];
  }

  /** n of a tick. */
  double scoreBack(int back) {
    return score[back];
  }

  /** ln(1 + u²) of a tick. */
  double energyBack(int back) {
    return energy[back];
  }

  /** v of a tick. */
  double sizeBack(int back) {
    return size[back];
  }

  /** Sum of the newest n over the root of their number. */
  double drift(int ticks) {
    return sum(score, 0, ticks) / Math.sqrt(ticks);
  }

  /** Sum of the newest v over the root of their number. */
  double volume(int ticks) {
    return sum(size, 0, ticks) / Math.sqrt(ticks);
  }

  private double sum(float[] values, int from, int ticks) {
    double sum = 0;
    for (int i = from; i < Math.min(from + ticks, count); i++) {
      sum += values[i];
    }
    return sum;
  }

  /** Sum of ln(1 + u²) of the newest ticks. */
  double energy(int ticks) {
    return sum(energy, 0, ticks);
  }

  /** See {@link SurpriseTest#STUCK}. */
  double still() {
    return still;
  }

  /** Sum of the products of neighbouring n. */
  double neighbours(int ticks) {
    double sum = 0;
    for (int i = 1; i < Math.min(ticks, count); i++) {
      sum += (double) score[i] * score[i - 1];
    }
    return sum;
  }

  /** The smaller |z| of the newest two when their signs differ, else 0. */
  double reversal() {
    return count < 2 || move[0] * move[1] >= 0 ? 0 : Math.min(Math.abs(move[0]), Math.abs(move[1]));
  }

  /** The smaller sum of the newest n and the sum of as many before, when their signs differ. */
  double swing(int ticks) {
    double newer = sum(score, 0, ticks);
    double older = sum(score, ticks, ticks);
    return newer * older >= 0 ? 0 : Math.min(Math.abs(newer), Math.abs(older)) / Math.sqrt(ticks);
  }
}
