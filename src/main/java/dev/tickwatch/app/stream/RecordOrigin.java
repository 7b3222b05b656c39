package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.io.wire.DeadLetter;
import dev.tickwatch.io.wire.TickParser;
import dev.tickwatch.market.tick.TickDefect;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
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

  /** What is kept of a key, and of all headers together. */
  private static final int MOST_KEY = 16 << 10;

  private static final int MOST_HEADERS = 64 << 10;

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
  private void writeTo(Headers headers) {
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

  /**
   * The record as a dead letter under its own key. Of a record that is larger than a tick may be,
   * only the begin: with its bytes once more the letter would be more than a broker takes, and that
   * would end the stream. For the same reason it has no timestamp ahead of the clock; the letter
   * keeps that of the record.
   *
   * @param now wall-clock time in milliseconds
   */
  Record<byte[], Object> deadLetter(Record<byte[], ?> record, TickDefect defect, long now) {
    byte[] someKey = cut(key, MOST_KEY);
    DeadLetter letter =
        new DeadLetter(
            defect,
            topic,
            partition,
            offset,
            timestampMillis,
            someKey,
            cut(value, TickParser.MAX_BYTES));
    return light(record)
        .withKey(someKey)
        .<Object>withValue(letter)
        .withTimestamp(Math.min(now, record.timestamp()));
  }

  /**
   * A record to be judged behind a repartition topic, which takes no larger ones than the topic
   * that it came from. What is cut off would not be read there.
   */
  static Record<byte[], byte[]> repartitioned(
      Record<byte[], byte[]> record, RecordMetadata metadata, byte[] symbol) {
    Record<byte[], byte[]> light = light(record);
    new RecordOrigin(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            record.timestamp(),
            cut(record.key(), MOST_KEY),
            null)
        .writeTo(light.headers());
    return light.withKey(symbol).withValue(cut(record.value(), TickParser.MAX_BYTES + 1));
  }

  private static byte[] cut(byte[] bytes, int most) {
    return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  /** The same record, without headers where they are many. */
  private static <V> Record<byte[], V> light(Record<byte[], V> record) {
    long bytes = 0;
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes > MOST_HEADERS ? record.withHeaders(new RecordHeaders()) : record;
  }
}
