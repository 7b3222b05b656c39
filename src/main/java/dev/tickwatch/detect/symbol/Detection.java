package dev.tickwatch.detect.symbol;

import dev.tickwatch.detect.alert.Alert;
import java.util.Optional;

/**
 * All that one tick gave.
 *
 * @param forecast present where forecasts are asked for
 * @param alert present where the tick opened, updated or closed an episode
 * @param move what it adds to what the whole market does
 */
public record Detection(
    Score score, Optional<Forecast> forecast, Optional<Alert> alert, Move move) {

  /**
   * The step that a tick made.
   *
   * @param logReturn from the tick before
   * @param surprise log return beyond what the model expected
   * @param deviation standard deviation that was to be expected of it; positive, or 0 where there
   *     is no return
   */
  public record Move(double logReturn, double surprise, double deviation) {
    /** Of a tick in warm-up, and of a metric. */
    public static final Move NONE = new Move(0, 0, 0);
  }
}
