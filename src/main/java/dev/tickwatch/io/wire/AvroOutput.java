package dev.tickwatch.io.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro's binary encoding of single values into a buffer that grows. Not thread-safe. */
final class AvroOutput {
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[512];
  private int length;

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** What was written since; a new array. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** Bytes as they are. */
  void raw(byte[] values) {
    makeRoom(values.length);
    System.arraycopy(values, 0, bytes, length, values.length);
    length += values.length;
  }

  /** An int, a long, an index of an enum or union, or the number of an array's items. */
  void number(long value) {
    makeRoom(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63); // zigzag: small numbers of either sign are short
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void bool(boolean value) {
    makeRoom(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  void real(double value) {
    makeRoom(Double.BYTES);
    DOUBLE.set(bytes, length, value);
    length += Double.BYTES;
  }

  /** A union of null and double; null for NaN. */
  void realOrNull(double value) {
    if (Double.isNaN(value)) {
      number(0);
    } else {
      number(1);
      real(value);
    }
  }

  void text(String value) {
    int characters = value.length();
    makeRoom(characters + LONGEST_NUMBER);
    int begin = length;
    number(characters);
    for (int i = 0; i < characters; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) { // not ASCII: from the begin, with the number of its bytes
        length = begin;
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        raw(utf8);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  /** A union of null and string. */
  void textOrNull(String value) {
    if (value == null) {
      number(0);
    } else {
      number(1);
      text(value);
    }
  }

  /** Begins an array; its items follow. */
  void items(int count) {
    if (count > 0) {
      number(count);
    }
  }

  void endOfItems() {
    number(0);
  }
}
