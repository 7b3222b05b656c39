package dev.tickwatch.app.stream;

import dev.tickwatch.detect.marketwide.BucketSummary;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the symbols of a group did in a bucket, as far as one partition knows: a value of the
 * repartition topic that leads to the judge of the market. Its key is the group.
 */
record PartitionBucket(int partition, long bucketMicros, BucketSummary summary) {

  static byte[] encode(int partition, long bucketMicros, BucketSummary summary) {
    byte[] bytes = summary.toBytes();
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + bytes.length)
        .putInt(partition)
        .putLong(bucketMicros)
        .put(bytes)
        .array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it cannot be
   */
  static PartitionBucket decode(byte[] value) {
    ByteBuffer from = ByteBuffer.wrap(value);
    try {
      int partition = from.getInt();
      long bucketMicros = from.getLong();
      byte[] summary = new byte[from.remaining()];
      from.get(summary);
      return new PartitionBucket(partition, bucketMicros, BucketSummary.fromBytes(summary));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a bucket of " + value.length + " bytes is damaged", e);
    }
  }
}
