package dev.tickwatch.detect.symbol;

import dev.tickwatch.state.Fields;

/**
 * What one symbol did in one time bucket of its market: how far its price went, how far it was to
 * be expected to go, and how odd its ticks were. A part of the symbol's state, so that it is as old
 * as that is after a restart. Mutable; not thread-safe.
 */
public final class BucketMove {
  private static final long NO_BUCKET = Long.MIN_VALUE;

  private long bucketMicros = NO_BUCKET;
  private int ticks;
  private double logReturn;
  private double surprise;
  private double variance;
  private double score;

  /** Of no bucket yet. */
  public BucketMove() {}

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    bucketMicros = fields.int64(bucketMicros);
    ticks = fields.int32(ticks);
    logReturn = fields.float64(logReturn);
    surprise = fields.float64(surprise);
    variance = fields.float64(variance);
    score = fields.float64(score);
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
