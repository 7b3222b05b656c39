package dev.tickwatch.detect.symbol;

import java.nio.ByteBuffer;

/**
 * What one symbol did in one time bucket of its market: how far its price went, how far it was to
 * be expected to go, and how odd its ticks were. A part of the symbol's state, so that it is as old
 * as that is after a restart. Mutable; not thread-safe.
 */
public final class BucketMove {
  private static final long NO_BUCKET = Long.MIN_VALUE;

  /** Bytes that {@link #encode} writes. */
  static final int ENCODED = Long.BYTES + Integer.BYTES + 4 * Double.BYTES;

  private long bucketMicros = NO_BUCKET;
  private int ticks;
  private double logReturn;
  private double surprise;
  private double variance;
  private double score;

  /** Of no bucket yet. */
  public BucketMove() {}

  BucketMove(ByteBuffer from) {
    bucketMicros = from.getLong();
    ticks = from.getInt();
    logReturn = from.getDouble();
    surprise = from.getDouble();
    variance = from.getDouble();
    score = from.getDouble();
  }

  void encode(ByteBuffer to) {
    to.putLong(bucketMicros).putInt(ticks);
    to.putDouble(logReturn).putDouble(surprise).putDouble(variance).putDouble(score);
  }

  /**
   * Adds a scored tick; what was known of another bucket goes.
   *
   * @param bucket begin of the tick's bucket, microseconds since the epoch
   * @param tickScore -log10 of the share of calm ticks that are as surprising
   */
  public void add(long bucket, Detection.Move step, double tickScore) {
    if (bucket != bucketMicros) {
      bucketMicros = bucket;
      ticks = 0;
      logReturn = 0;
      surprise = 0;
      variance = 0;
      score = 0;
    }
    ticks++;
    logReturn += step.logReturn();
    surprise += step.surprise();
    variance += step.deviation() * step.deviation();
    score = Math.max(score, tickScore);
  }

  /** Begin of the bucket; of no time where there was no tick yet. */
  public long bucketMicros() {
    return bucketMicros;
  }

  /** Log return over the bucket. */
  public double logReturn() {
    return logReturn;
  }

  /**
   * What of it was not expected, in standard deviations that were to be expected; 0 where there is
   * no return.
   */
  public double move() {
    return variance > 0 ? surprise / Math.sqrt(variance) : 0;
  }

  /**
   * -log10 of the share of calm buckets of as many ticks whose most surprising one is as
   * surprising; 0 or more.
   */
  public double score() {
    return Math.max(0, score - Math.log10(Math.max(1, ticks)));
  }
}
