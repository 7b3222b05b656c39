package dev.tickwatch.model.window;

/**
 * Sizes that a model and the windows fed to it agree on.
 *
 * @param steps T, ticks in a window, oldest first; 8 to 1024
 * @param horizon H, ticks that a forecast looks ahead; 1 to 256
 */
public record WindowShape(int steps, int horizon) {

  /**
   * @throws IllegalArgumentException when a size is out of bounds
   */
  public WindowShape {
    if (steps < 8 || steps > 1024) {
      throw new IllegalArgumentException("window steps must be 8 to 1024, not " + steps);
    }
    if (horizon < 1 || horizon > 256) {
      throw new IllegalArgumentException("forecast horizon must be 1 to 256, not " + horizon);
    }
  }

  /** F, features a tick. */
  public int features() {
    return Features.COUNT;
  }

  /** Floats in one window, {@code T * F}. */
  public int windowFloats() {
    return steps * Features.COUNT;
  }
}
