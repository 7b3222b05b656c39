package dev.tickwatch.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.tick.TickDefect;
import dev.tickwatch.wire.DeadLetter;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a tick's record came from, with its original bytes, so that a dead letter can say so even
 * behind a repartition topic.
 *
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // passed on untouched, never compared
record RecordOrigin(
    String topic, int partition, long offset, long timestampMillis, byte[] key, byte[] value) {

  private static final String HEADER = "tickwatch.origin";

  /** Of a record as read from the tick topic. */
  static RecordOrigin of(RecordMetadata metadata, Record<byte[], byte[]> record) {
    return new RecordOrigin(
        metadata.topic(),
        metadata.partition(),
        metadata.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  /** Notes the origin in a header, for the way through a repartition topic. */
  void writeTo(Headers headers) {
    byte[] name = topic.getBytes(UTF_8);
    int keyBytes = key == null ? 0 : key.length;
    ByteBuffer to = ByteBuffer.allocate(Short.BYTES + name.length + 4 + 8 + 1 + keyBytes);
    to.putShort((short) name.length).put(name).putInt(partition).putLong(offset);
    to.put((byte) (key == null ? 0 : 1));
    if (key != null) {
      to.put(key);
    }
    headers.add(HEADER, to.array());
  }

  /** Reads what {@link #writeTo} noted, and takes it out of the record's headers. */
  static RecordOrigin takeFrom(Record<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HEADER);
    if (header == null) {
      throw new IllegalStateException("repartitioned record lacks its header " + HEADER);
    }
    record.headers().remove(HEADER);
    ByteBuffer from = ByteBuffer.wrap(header.value());
    byte[] name = new byte[from.getShort()];
    from.get(name);
    int partition = from.getInt();
    long offset = from.getLong();
    byte[] key = null;
    if (from.get() == 1) {
      key = new byte[from.remaining()];
      from.get(key);
    }
    return new RecordOrigin(
        new String(name, UTF_8), partition, offset, record.timestamp(), key, record.value());
  }

  /** The record as a dead letter. */
  DeadLetter deadLetter(TickDefect defect) {
    return new DeadLetter(defect, topic, partition, offset, timestampMillis, key, value);
  }
}
