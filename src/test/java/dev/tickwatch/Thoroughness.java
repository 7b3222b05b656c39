package dev.tickwatch;

/**
 * How much the slow tests do. With {@code -Dtests.thorough=true}, as in {@code .ci/run}, all that
 * they can; else enough to find most of what would be found, as a build is to stay short.
 */
public final class Thoroughness {
  private static final boolean THOROUGH = Boolean.getBoolean("tests.thorough");

  private Thoroughness() {}

  /** One of two values. */
  public static <T> T choose(T usual, T thorough) {
    return THOROUGH ? thorough : usual;
  }
}
