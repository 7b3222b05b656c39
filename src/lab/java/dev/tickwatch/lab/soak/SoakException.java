package dev.tickwatch.lab.soak;

/** The soak could not be run to its end. */
public final class SoakException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SoakException(String message) {
    super(message);
  }

  SoakException(String message, Throwable cause) {
    super(message, cause);
  }
}
