package dev.tickwatch.calibration;

/** Tail of one statistic's distribution; filled in next. */
public final class TailModel {
  private TailModel() {}
}
