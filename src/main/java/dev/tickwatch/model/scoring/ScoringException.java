package dev.tickwatch.model.scoring;

/** A model could not be run, or a device that was asked for is not there. */
public final class ScoringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the runtime's own words as cause. */
  public ScoringException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Without a cause. */
  public ScoringException(String message) {
    super(message);
  }
}
