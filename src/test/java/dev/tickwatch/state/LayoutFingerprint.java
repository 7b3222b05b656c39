package dev.tickwatch.state;

/**
 * Describes a layout: the kinds of its fields, in their order, as {@code 2xf64 i32}. Two states of
 * one layout are read alike; where it changes, so must the version that is stored with it.
 */
public final class LayoutFingerprint implements Fields {
  private final StringBuilder text = new StringBuilder();
  private String kind = "";
  private int times;

  private void add(String next) {
    if (!next.equals(kind)) {
      end();
      kind = next;
      times = 0;
    }
    times++;
  }

  private void end() {
    if (times > 0) {
      text.append(text.isEmpty() ? "" : " ").append(times > 1 ? times + "x" : "").append(kind);
    }
    times = 0;
  }

  @Override
  public byte int8(byte value) {
    add("i8");
    return value;
  }

  @Override
  public short int16(short value) {
    add("i16");
    return value;
  }

  @Override
  public int int32(int value) {
    add("i32");
    return value;
  }

  @Override
  public long int64(long value) {
    add("i64");
    return value;
  }

  @Override
  public float float32(float value) {
    add("f32");
    return value;
  }

  @Override
  public double float64(double value) {
    add("f64");
    return value;
  }

  /** The fields so far. */
  @Override
  public String toString() {
    end();
    kind = "";
    return text.toString();
  }
}
