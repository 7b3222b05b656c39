package dev.tickwatch.detect.statistic;

/**
 * A number that is large when something is wrong with the newest ticks. Immutable and thread-safe.
 */
public abstract class Statistic {
  private final String code;
  private final Aspect aspect;
  private final int span;
  private final String words;

  /**
   * @param code lower-case name, as in scores, alerts and manifests
   * @param aspect what it looks at
   * @param span ticks that it looks back on, the newest included
   * @param words its name for people
   */
  protected Statistic(String code, Aspect aspect, int span, String words) {
    this.code = code;
    this.aspect = aspect;
    this.span = span;
    this.words = words;
  }

  /** Lower-case name, as in scores, alerts and manifests. */
  public final String code() {
    return code;
  }

  /** What it looks at. */
  public final Aspect aspect() {
    return aspect;
  }

  /** Ticks that it looks back on, the newest included. */
  public final int span() {
    return span;
  }

  /** Its name for people, such as {@code drift over 15 ticks}. */
  public final String words() {
    return words;
  }

  @Override
  public final String toString() {
    return code;
  }
}
