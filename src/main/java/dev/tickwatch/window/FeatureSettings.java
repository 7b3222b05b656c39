package dev.tickwatch.window;

import java.time.Duration;

/**
 * What the features of a tick depend on besides the ticks; part of a model's manifest.
 *
 * @param sessionGap a gap longer than this parts two sessions; positive
 * @param volatilitySpan ticks over which volatility is averaged (EWMA span, alpha = 2 / (span +
 *     1)); 2 or more
 */
public record FeatureSettings(Duration sessionGap, int volatilitySpan) {

  /** One hour, 120 ticks. */
  public static final FeatureSettings DEFAULT = new FeatureSettings(Duration.ofHours(1), 120);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public FeatureSettings {
    if (sessionGap.isNegative() || sessionGap.isZero()) {
      throw new IllegalArgumentException("session gap must be positive, not " + sessionGap);
    }
    if (volatilitySpan < 2) {
      throw new IllegalArgumentException(
          "volatility span must be 2 ticks or more, not " + volatilitySpan);
    }
  }
}
