package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;

/** Location and scale of Student-t distributions. */
record Spread<V>(V location, V scale) {

  /**
   * In volatilities; in deviations for sizes. A smaller scale would make common bounces many scales
   * wide, and so the tails of calm ticks as heavy as those of anomalies.
   */
  private static final double SCALE_FLOOR = 0.3;

  /**
   * From what a layer gives.
   *
   * @param rawScale any number
   */
  static <V> Spread<V> of(Algebra<V> math, V location, V rawScale) {
    return new Spread<>(location, math.add(math.softplus(rawScale), SCALE_FLOOR));
  }
}
