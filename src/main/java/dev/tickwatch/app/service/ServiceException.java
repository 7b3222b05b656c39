package dev.tickwatch.app.service;

/** The service cannot start or go on; the message says in one line why. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public ServiceException(String message) {
    super(message);
  }

  /** With a cause. */
  public ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
