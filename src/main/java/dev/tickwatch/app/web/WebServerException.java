package dev.tickwatch.app.web;

/** The HTTP server could not start; the message names the setting. */
public final class WebServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the server's own words as cause. */
  public WebServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
