package dev.tickwatch.detect.statistic;

import java.util.List;

/**
 * The statistics of prices. Each looks for another kind of trouble, at its own span, and each is
 * calibrated on its own.
 */
public final class TickStatistics {
  /** Longest history that a statistic looks at, in ticks. */
  public static final int LONGEST_SPAN = 60;

  /** Of the list below: to be raised whenever it changes, as stored states have an array by it. */
  public static final int EDITION = 1;

  /**
   * Decades that a statistic gives to the others which dilutes a fault over so many ticks that
   * others have told it before; measured, see ADR 10.
   */
  private static final double DILUTED = 1;

  /** In the order of arrays by statistic, those in stored states and manifests among them. */
  public static final List<TickStatistic> ALL =
      List.of(
          new TickLikelihood(),
          new PriceResidual(),
          new Jump(),
          new Shock(),
          new Reversal(),
          new Drift(2),
          new Drift(4),
          new Drift(8),
          new Drift(15),
          new Drift(30),
          new Drift(60, DILUTED),
          new Swing(4),
          new Swing(8),
          new Burst(5),
          new Burst(10),
          new Burst(20),
          new Quiet(12),
          new Stuck(),
          new Zigzag(8),
          new Gap(),
          new Wick(),
          new Volume(1),
          new Volume(3),
          new Volume(6),
          new Volume(12),
          new Surge(3),
          new Surge(6),
          new Surge(12),
          new Repeats(),
          new WindowElbo(DILUTED));

  /** Their number. */
  public static final int COUNT = ALL.size();

  private static final TickStatistic[] IN_ORDER = ALL.toArray(TickStatistic[]::new);

  private TickStatistics() {}

  /**
   * Computes all of them.
   *
   * @param into receives them, in order
   */
  public static void values(TickEvidence tick, double[] into) {
    for (int i = 0; i < IN_ORDER.length; i++) {
      into[i] = IN_ORDER[i].value(tick);
    }
  }
}
