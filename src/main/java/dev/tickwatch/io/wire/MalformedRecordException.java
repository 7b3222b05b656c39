package dev.tickwatch.io.wire;

/** Bytes are not a record of the expected kind and format. */
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for a person to read. */
  public MalformedRecordException(String message) {
    super(message);
  }

  /** With the parser's own words as cause. */
  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A field has a value of another kind than wanted. */
  static MalformedRecordException field(String name, String value, String wanted) {
    return new MalformedRecordException(
        "field '" + name + "' is " + Excerpt.of(value) + ", not " + wanted);
  }
}
