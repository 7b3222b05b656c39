package dev.tickwatch.model.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * How volatile and how busy each {@link DayPart} usually is, and how volatility depends on the gap
 * before a tick; learnt from training ticks by {@link DayProfileFit} and part of a model's
 * manifest. Immutable and thread-safe.
 */
public final class DayProfile {

  /** Gaps are told apart by the power of two of their milliseconds. */
  static final int GAP_CLASSES = 40;

  /** The same all day, whatever the gap. */
  public static final DayProfile FLAT =
      new DayProfile(ones(DayPart.COUNT), new double[DayPart.COUNT], ones(GAP_CLASSES), false);

  private final double[] volatility;
  private final double[] logSize;
  private final double[] gapVolatility;
  private final boolean knowsClosures;

  /**
   * @param volatility by day part: factor on volatility, positive
   * @param logSize by day part: what log sizes are usually above the symbol's mean
   * @param gapVolatility by gap class: factor on volatility, positive
   * @param knowsClosures whether returns over closed markets were seen often enough to tell their
   *     volatility; until then they do not count into the symbol's volatility
   * @throws IllegalArgumentException when an array has another length or a bad value
   */
  @JsonCreator
  public DayProfile(
      @JsonProperty("volatility") double[] volatility,
      @JsonProperty("logSize") double[] logSize,
      @JsonProperty("gapVolatility") double[] gapVolatility,
      @JsonProperty("knowsClosures") boolean knowsClosures) {
    this.volatility = checked("volatility", volatility, DayPart.COUNT, true);
    this.logSize = checked("logSize", logSize, DayPart.COUNT, false);
    this.gapVolatility = checked("gapVolatility", gapVolatility, GAP_CLASSES, true);
    this.knowsClosures = knowsClosures;
  }

  private static double[] checked(String name, double[] values, int count, boolean positive) {
    if (values == null || values.length != count) {
      throw new IllegalArgumentException(
          "day profile's "
              + name
              + " must have "
              + count
              + " values, not "
              + (values == null ? 0 : values.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value) || (positive && value <= 0)) {
        throw new IllegalArgumentException("day profile's " + name + " has the value " + value);
      }
    }
    return values.clone();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The gap class of a gap, 0 to {@link #GAP_CLASSES} - 1. */
  static int gapClass(long gapMicros) {
    long millis = gapMicros / 1000;
    return Math.min(GAP_CLASSES - 1, Long.SIZE - Long.numberOfLeadingZeros(millis));
  }

  /** Factor on volatility in a part of the day, after a gap. */
  double volatilityFactor(int part, long gapMicros) {
    double ofPart = volatility[part];
    return DayPart.followsClose(part) ? ofPart : ofPart * gapVolatility[gapClass(gapMicros)];
  }

  /** What log sizes are usually above the symbol's mean. */
  double logSizeOffset(int part) {
    return logSize[part];
  }

  /** By day part; a copy. */
  @JsonProperty("volatility")
  public double[] volatility() {
    return volatility.clone();
  }

  /** By day part; a copy. */
  @JsonProperty("logSize")
  public double[] logSize() {
    return logSize.clone();
  }

  /** By gap class; a copy. */
  @JsonProperty("gapVolatility")
  public double[] gapVolatility() {
    return gapVolatility.clone();
  }

  /** Whether returns over closed markets count into the symbol's volatility. */
  @JsonProperty("knowsClosures")
  public boolean knowsClosures() {
    return knowsClosures;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DayProfile that
        && Arrays.equals(volatility, that.volatility)
        && Arrays.equals(logSize, that.logSize)
        && Arrays.equals(gapVolatility, that.gapVolatility)
        && knowsClosures == that.knowsClosures;
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(volatility);
    hash = 31 * hash + Arrays.hashCode(logSize);
    hash = 31 * hash + Arrays.hashCode(gapVolatility);
    return 31 * hash + Boolean.hashCode(knowsClosures);
  }

  @Override
  public String toString() {
    return "day profile " + Integer.toHexString(hashCode());
  }
}
