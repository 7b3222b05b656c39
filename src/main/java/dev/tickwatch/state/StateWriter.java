package dev.tickwatch.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes fields one behind the other, big-endian, without gaps. Reusable; not thread-safe. */
public final class StateWriter implements Fields {
  private static final int FIRST_ROOM = 2048;

  private ByteBuffer bytes;

  /** With room for a state. */
  public StateWriter() {
    this(FIRST_ROOM);
  }

  /**
   * @param room bytes that are written without making more room; positive
   */
  public StateWriter(int room) {
    bytes = ByteBuffer.allocate(room);
  }

  /** Forgets what was written. */
  public StateWriter clear() {
    bytes.clear();
    return this;
  }

  /** Bytes written. */
  public int size() {
    return bytes.position();
  }

  /**
   * What was written, in a new array.
   *
   * @param room bytes of zeros behind it
   */
  public byte[] toBytes(int room) {
    byte[] written = new byte[bytes.position() + room];
    copyTo(written, 0);
    return written;
  }

  /** What was written, in a new array. */
  public byte[] toBytes() {
    return toBytes(0);
  }

  /** Copies what was written. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes.array(), 0, target, at, bytes.position());
  }

  private ByteBuffer room(int size) {
    if (bytes.remaining() < size) {
      int more = Math.max(2 * bytes.capacity(), bytes.position() + size);
      bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), more)).position(bytes.position());
    }
    return bytes;
  }

  /** Bytes as they are, without their number. */
  public StateWriter raw(byte[] given) {
    room(given.length).put(given);
    return this;
  }

  /** Text as its length in bytes (short) and UTF-8. */
  public StateWriter text(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    int16((short) encoded.length);
    return raw(encoded);
  }

  @Override
  public byte int8(byte value) {
    room(Byte.BYTES).put(value);
    return value;
  }

  @Override
  public short int16(short value) {
    room(Short.BYTES).putShort(value);
    return value;
  }

  @Override
  public int int32(int value) {
    room(Integer.BYTES).putInt(value);
    return value;
  }

  @Override
  public long int64(long value) {
    room(Long.BYTES).putLong(value);
    return value;
  }

  @Override
  public float float32(float value) {
    room(Float.BYTES).putFloat(value);
    return value;
  }

  @Override
  public double float64(double value) {
    room(Double.BYTES).putDouble(value);
    return value;
  }
}
