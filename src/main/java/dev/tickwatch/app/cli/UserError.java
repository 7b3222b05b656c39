package dev.tickwatch.app.cli;

/**
 * A user's mistake: its message is printed as one line, without a stack trace, and the exit status
 * is 2.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was wrong, naming the flag, file or key and the value. */
  public UserError(String message) {
    super(message);
  }

  /** With the cause, which is shown only with {@code --verbose}. */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
