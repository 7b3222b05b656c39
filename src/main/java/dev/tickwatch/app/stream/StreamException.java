package dev.tickwatch.app.stream;

/** The stream cannot start or go on; the message says in one line why, and what to do. */
public final class StreamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public StreamException(String message) {
    super(message);
  }

  /** With a cause. */
  public StreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
