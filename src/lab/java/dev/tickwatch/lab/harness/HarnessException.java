package dev.tickwatch.lab.harness;

/**
 * Something that was to be staged or measured could not be: a process or a broker failed, or what
 * was waited for did not come. The message says what.
 */
public final class HarnessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public HarnessException(String message) {
    super(message);
  }

  /** With a cause. */
  public HarnessException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a thread that was interrupted while it waited; it stays marked as interrupted. */
  public static HarnessException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new HarnessException("interrupted", cause);
  }
}
