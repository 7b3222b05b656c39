package dev.tickwatch.lab.learning;

/**
 * A model could not be trained; the message says why in one line and, where that is known, what to
 * try.
 */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public TrainingException(String message) {
    super(message);
  }

  /** With a cause. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
