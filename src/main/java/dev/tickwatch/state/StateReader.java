package dev.tickwatch.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what a {@link StateWriter} wrote. Not thread-safe. Where bytes are missing, or cannot be,
 * its methods throw {@link IllegalArgumentException}.
 */
public final class StateReader implements Fields {
  private final ByteBuffer bytes;

  /** From the first of the bytes on, which are not copied. */
  public StateReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  /** From the buffer's position to its limit; the position moves on. */
  public StateReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Bytes that are left. */
  public int remaining() {
    return bytes.remaining();
  }

  private ByteBuffer next(int size) {
    if (bytes.remaining() < size) {
      throw new IllegalArgumentException(
          "%d bytes are missing, it is damaged".formatted(size - bytes.remaining()));
    }
    return bytes;
  }

  /** So many bytes as they are. */
  public byte[] raw(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("%d bytes of something, it is damaged".formatted(size));
    }
    next(size);
    byte[] read = new byte[size];
    bytes.get(read);
    return read;
  }

  /** What {@link StateWriter#text} wrote. */
  public String text() {
    byte[] read = raw(int16((short) 0));
    String text = new String(read, UTF_8);
    if (!Arrays.equals(text.getBytes(UTF_8), read)) {
      throw new IllegalArgumentException("a text is no UTF-8, it is damaged");
    }
    return text;
  }

  @Override
  public byte int8(byte unused) {
    return next(Byte.BYTES).get();
  }

  @Override
  public short int16(short unused) {
    return next(Short.BYTES).getShort();
  }

  @Override
  public int int32(int unused) {
    return next(Integer.BYTES).getInt();
  }

  @Override
  public long int64(long unused) {
    return next(Long.BYTES).getLong();
  }

  @Override
  public float float32(float unused) {
    return next(Float.BYTES).getFloat();
  }

  @Override
  public double float64(double unused) {
    return next(Double.BYTES).getDouble();
  }
}
