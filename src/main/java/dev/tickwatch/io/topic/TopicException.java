package dev.tickwatch.io.topic;

/** A topic cannot be used; the message says in one line which, where and why. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Cause {
    /** What was asked for is wrong: no such topic, a bad client setting. */
    REQUEST,
    /** The cluster does not answer, or refuses. */
    CLUSTER
  }

  private final Cause fault;

  /** With the client's own exception; may be null. */
  public TopicException(Cause fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** Whose fault it is. */
  public Cause fault() {
    return fault;
  }
}
