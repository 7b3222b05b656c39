package dev.tickwatch.model.manifest;

/**
 * A model file cannot be used; the message names the file, what does not fit, and what was
 * expected.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public ModelException(String message) {
    super(message);
  }

  /** With a cause. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
