package dev.tickwatch.model.scoring;

import dev.tickwatch.model.manifest.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fields of one protobuf message, one after the other; reads nothing beyond the message. A
 * cursor: {@link #next} moves it. Not thread-safe.
 */
final class ProtobufFields {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteBuffer bytes;
  private int number;
  private long integer;
  private ByteBuffer content;

  /**
   * @param bytes of the message, from position to limit
   */
  ProtobufFields(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Moves to the next field.
   *
   * @return false at the end of the message
   * @throws ModelException when the message is damaged
   */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    integer = 0;
    content = null;
    switch ((int) (tag & 7)) {
      case VARINT -> integer = varint();
      case FIXED_64 -> skip(Long.BYTES);
      case FIXED_32 -> skip(Integer.BYTES);
      case DELIMITED -> content = skip(varint());
      default -> throw damaged("has a field of unknown kind");
    }
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw damaged("has a field with number " + (tag >>> 3));
    }
    return true;
  }

  /** Number of the field. */
  int number() {
    return number;
  }

  /** Its value, where it is an integer; else 0. */
  long integer() {
    return integer;
  }

  /**
   * Its bytes, where it is a text, bytes or a message.
   *
   * @throws ModelException when it is a number
   */
  ByteBuffer content() {
    if (content == null) {
      throw damaged("has a number where field " + number + " should be");
    }
    return content;
  }

  private ByteBuffer skip(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw damaged("has a field of " + Long.toUnsignedString(length) + " bytes, beyond its end");
    }
    ByteBuffer field = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return field;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw damaged("ends within a number");
      }
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("has a number that never ends");
  }

  private static ModelException damaged(String how) {
    return new ModelException("not an ONNX file: its protobuf " + how);
  }
}
