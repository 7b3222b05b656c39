package dev.tickwatch.lab.learning;

/** Bounds of settings, in words. */
public final class Bounds {
  private Bounds() {}

  /**
   * Refuses a value.
   *
   * @param least {@link Double#MIN_VALUE} for "above 0"
   * @param most {@link Double#MAX_VALUE} for no bound
   * @throws IllegalArgumentException when the value is out of bounds or not a number
   */
  public static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      String bounds = most == Double.MAX_VALUE ? "" : " and at most " + shortest(most);
      String from =
          least == Double.MIN_VALUE
              ? "above 0"
              : least > 2 && least < 2.1 ? "above 2" : "at least " + shortest(least);
      throw new IllegalArgumentException(
          name + " must be " + from + bounds + ", not " + shortest(value));
    }
  }

  private static String shortest(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
