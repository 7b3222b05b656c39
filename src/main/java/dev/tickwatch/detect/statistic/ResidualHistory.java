package dev.tickwatch.detect.statistic;

import dev.tickwatch.state.Fields;
import java.util.Arrays;

/**
 * What the model made of a symbol's latest scored ticks, newest first. Ticks that were far out of
 * any measure are kept as less: they were reported when they were the newest, and shall not carry
 * the sums over the ticks after them. Mutable; not thread-safe.
 */
public final class ResidualHistory {
  private static final int LONGEST = TickStatistics.LONGEST_SPAN;

  /** A move counts at most so many volatilities. */
  private static final float LARGEST_MOVE = 40;

  /** A size counts at most so many scales of its prediction. */
  private static final float LARGEST_SIZE = 8;

  /** A return's energy counts at most that of so many scales. */
  private static final double LARGEST_ENERGY = Math.log1p(12 * 12);

  /** What is kept of each tick, side by side; see the package for z, n and v. */
  private static final int MOVE = 0;

  private static final int SCORE = 1;
  private static final int ENERGY = 2;
  private static final int SIZE = 3;
  private static final int SURGE = 4;
  private static final int KINDS = 5;

  /**
   * Unchanged prices that weigh as much as what is taken of a new symbol: that no bar has a range.
   */
  private static final double PRIOR_UNCHANGED = 4;

  private static final double UNCHANGED_MEMORY = 500;

  /** No bar is rarer among those of an unchanged price than this. */
  private static final double LEAST_STANDING = 0.02;

  /** A size counts at most so many deviations from what it is over a long time. */
  private static final float LARGEST_SURGE = 6;

  private final float[] values = new float[LONGEST * KINDS];

  /** Sums over the newest ticks that were asked for last, by kind: longer spans go on from them. */
  private final double[] sums = new double[KINDS];

  private final int[] summed = new int[KINDS];

  /** Sum over the ticks in a row, up to the newest, whose price stood still, range included. */
  private double still;

  /** Share of the ticks of an unchanged price that had no range either. */
  private double standing = 1;

  /** Ticks of an unchanged price that this is known from, at most as many as are remembered. */
  private double unchangedTicks = PRIOR_UNCHANGED;

  /** Ticks taken so far, those forgotten among them. */
  private long taken;

  /** Of a symbol that has not been seen. */
  public ResidualHistory() {}

  /** Visits what is remembered of all ticks together. */
  public void visit(Fields fields) {
    taken = fields.int64(taken);
    if (taken < 0) {
      throw new IllegalArgumentException("history of " + taken + " residuals is damaged");
    }
    still = fields.float64(still);
    standing = fields.float64(standing);
    unchangedTicks = fields.float64(unchangedTicks);
  }

  /**
   * Visits what is remembered of one tick.
   *
   * @param back less than {@link #count}; 0 is the newest
   */
  public void visitTick(int back, Fields fields) {
    for (int at = back * KINDS; at < (back + 1) * KINDS; at++) {
      values[at] = fields.float32(values[at]);
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
   * @param range whether it is a bar that reached beyond its close and the last
   * @param surge its size in deviations from the symbol's usual one
   */
  public void add(
      double z, double u, double n, double v, double unchanged, boolean range, double surge) {
    int kept = Math.min(count(), LONGEST - 1);
    System.arraycopy(values, 0, values, KINDS, kept * KINDS);
    boolean moved = z != 0;
    values[MOVE] = clip(z, LARGEST_MOVE);
    values[SCORE] = moved ? (float) n : 0;
    values[ENERGY] = moved ? (float) Math.min(LARGEST_ENERGY, Math.log1p(u * u)) : 0;
    values[SIZE] = clip(v, LARGEST_SIZE);
    values[SURGE] = clip(surge, LARGEST_SURGE);
    still = moved || range ? 0 : still - Math.log(unchanged * Math.max(LEAST_STANDING, standing));
    if (!moved) {
      unchangedTicks = Math.min(UNCHANGED_MEMORY, unchangedTicks + 1);
      standing += ((range ? 0 : 1) - standing) / unchangedTicks;
    }
    Arrays.fill(sums, 0);
    Arrays.fill(summed, 0);
    taken++;
  }

  private static float clip(double value, float most) {
    return (float) Math.max(-most, Math.min(most, value));
  }

  /** Ticks remembered. */
  public int count() {
    return (int) Math.min(taken, LONGEST);
  }

  /** z of a tick; 0 back is the newest. */
  double moveBack(int back) {
    return values[back * KINDS + MOVE];
  }

  /** n of a tick. */
  double scoreBack(int back) {
    return values[back * KINDS + SCORE];
  }

  /** ln(1 + u²) of a tick. */
  double energyBack(int back) {
    return values[back * KINDS + ENERGY];
  }

  /** v of a tick. */
  double sizeBack(int back) {
    return values[back * KINDS + SIZE];
  }

  /** Size of a tick in deviations from the symbol's usual one. */
  double surgeBack(int back) {
    return values[back * KINDS + SURGE];
  }

  /** Sum of the newest n over the root of their number. */
  double drift(int ticks) {
    return newest(SCORE, ticks) / Math.sqrt(ticks);
  }

  /** Sum of the newest v over the root of their number. */
  double volume(int ticks) {
    return newest(SIZE, ticks) / Math.sqrt(ticks);
  }

  /** Sum of ln(1 + u²) of the newest ticks. */
  double energy(int ticks) {
    return newest(ENERGY, ticks);
  }

  /**
   * Sum of the newest sizes in deviations from the symbol's usual one, over the root of their
   * number.
   */
  double surge(int ticks) {
    return newest(SURGE, ticks) / Math.sqrt(ticks);
  }

  /** The newest first, so that a sum does not depend on which ones were asked for before. */
  private double newest(int kind, int ticks) {
    if (ticks < summed[kind]) {
      sums[kind] = 0;
      summed[kind] = 0;
    }
    sums[kind] = sum(kind, sums[kind], summed[kind], ticks);
    summed[kind] = ticks;
    return sums[kind];
  }

  private double sum(int kind, double start, int from, int to) {
    double sum = start;
    int end = Math.min(to, count()) * KINDS;
    for (int at = from * KINDS + kind; at < end; at += KINDS) {
      sum += values[at];
    }
    return sum;
  }

  /** Negative log probability of the ticks in a row, up to the newest, whose price stood still. */
  double still() {
    return still;
  }

  /** Sum of the products of neighbouring n. */
  double neighbours(int ticks) {
    double sum = 0;
    for (int i = 1; i < Math.min(ticks, count()); i++) {
      sum += (double) values[i * KINDS + SCORE] * values[(i - 1) * KINDS + SCORE];
    }
    return sum;
  }

  /** The smaller |z| of the newest two when their signs differ, else 0. */
  double reversal() {
    float newest = values[MOVE];
    float before = values[KINDS + MOVE];
    return taken < 2 || newest * before >= 0 ? 0 : Math.min(Math.abs(newest), Math.abs(before));
  }

  /** The smaller sum of the newest n and the sum of as many before, when their signs differ. */
  double swing(int ticks) {
    double newer = newest(SCORE, ticks);
    double older = sum(SCORE, 0, ticks, 2 * ticks);
    return newer * older >= 0 ? 0 : Math.min(Math.abs(newer), Math.abs(older)) / Math.sqrt(ticks);
  }
}
