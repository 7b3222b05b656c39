package dev.tickwatch.lab.chaos;

/** Staging a fault failed, or what was waited for did not come; the message says what. */
public final class ChaosException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public ChaosException(String message) {
    super(message);
  }

  /** With a cause. */
  public ChaosException(String message, Throwable cause) {
    super(message, cause);
  }
}
