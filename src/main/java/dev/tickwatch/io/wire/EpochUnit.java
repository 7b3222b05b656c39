package dev.tickwatch.io.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The unit of a time that is written as a number since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
  /**
   * Told by magnitude: below 10^11 seconds, below 10^14 milliseconds, below 10^17 microseconds,
   * else nanoseconds. Right for every time from March 1973 to the year 5138; milliseconds and finer
   * of earlier times need their unit stated.
   */
  AUTO(0),
  /** Seconds; a fraction is read to the microsecond. */
  SECONDS(6),
  /** Milliseconds. */
  MILLIS(3),
  /** Microseconds. */
  MICROS(0),
  /** Nanoseconds, rounded down to microseconds. */
  NANOS(-3);

  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = 100_000_000_000_000L;
  private static final long MICROS_BELOW = 100_000_000_000_000_000L;

  /** Beyond these powers of ten no number is a time, and exact arithmetic would be costly. */
  private static final int MAX_SCALE = 40;

  private final int powerToMicros;

  EpochUnit(int powerToMicros) {
    this.powerToMicros = powerToMicros;
  }

  /**
   * Microseconds since the epoch, rounded down.
   *
   * @throws ArithmeticException when they do not fit a long
   */
  public long toMicros(long value) {
    return switch (this) {
      case SECONDS -> Math.multiplyExact(value, 1_000_000L);
      case MILLIS -> Math.multiplyExact(value, 1_000L);
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1_000L);
      case AUTO -> byMagnitude(Math.abs((double) value)).toMicros(value);
    };
  }

  /**
   * Microseconds since the epoch, rounded down.
   *
   * @throws ArithmeticException when they do not fit a long
   */
  public long toMicros(BigDecimal value) {
    if (Math.abs((long) value.scale()) > MAX_SCALE || value.precision() > MAX_SCALE) {
      throw new ArithmeticException("not a time: " + value.precision() + " digits");
    }
    if (this == AUTO) {
      return byMagnitude(Math.abs(value.doubleValue())).toMicros(value);
    }
    return value.scaleByPowerOfTen(powerToMicros).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static EpochUnit byMagnitude(double value) {
    if (value < SECONDS_BELOW) {
      return SECONDS;
    }
    if (value < MILLIS_BELOW) {
      return MILLIS;
    }
    return value < MICROS_BELOW ? MICROS : NANOS;
  }
}
