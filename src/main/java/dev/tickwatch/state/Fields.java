package dev.tickwatch.state;

/**
 * Visits the fields of something that is remembered, always in the same order: to write them, to
 * read them, or to describe their layout. Each method is given the field's value and returns the
 * one that the field is to have, which is another one where fields are read.
 *
 * <p>A visit throws {@link IllegalArgumentException} where what is read is damaged.
 */
public interface Fields {

  /** A field of 8 bits. */
  byte int8(byte value);

  /** A field of 16 bits. */
  short int16(short value);

  /** A field of 32 bits. */
  int int32(int value);

  /** A field of 64 bits. */
  long int64(long value);

  /** A number of single precision. */
  float float32(float value);

  /** A number of double precision. */
  double float64(double value);

  /** A field that is so or not. */
  default boolean flag(boolean value) {
    return int8((byte) (value ? 1 : 0)) != 0;
  }

  /** All of an array. */
  default void int8s(byte[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = int8(values[i]);
    }
  }

  /** All of an array. */
  default void int16s(short[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = int16(values[i]);
    }
  }

  /** All of an array. */
  default void float32s(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = float32(values[i]);
    }
  }
}
