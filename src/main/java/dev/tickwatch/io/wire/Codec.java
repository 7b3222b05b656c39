package dev.tickwatch.io.wire;

/**
 * Bytes of one kind of record. Thread-safe.
 *
 * @param <T> the value
 */
public interface Codec<T> {

  /** The record's bytes. */
  byte[] encode(T value);

  /**
   * The value.
   *
   * @throws MalformedRecordException when the bytes are not such a record; the message says what is
   *     wrong
   */
  T decode(byte[] bytes);
}
