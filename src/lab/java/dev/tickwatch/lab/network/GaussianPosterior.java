package dev.tickwatch.lab.network;

/**
 * q(z|x), a normal distribution with a diagonal covariance, and what every variational autoencoder
 * does with it.
 *
 * @param mean {@code [B, D]}
 * @param logVariance {@code [B, D]}, bounded
 * @param size D
 */
public record GaussianPosterior<V>(Algebra<V> math, V mean, V logVariance, int size) {
  private static final double LOG_VARIANCE_BOUND = 8;

  /**
   * From the encoder's last layer.
   *
   * @param parameters means, then log variances; {@code [B, 2 * D]}
   */
  public static <V> GaussianPosterior<V> of(Algebra<V> math, V parameters, int size) {
    V mean = math.slice(parameters, 1, 0, size);
    V logVariance = math.clip(math.slice(parameters, 1, size, 2L * size), LOG_VARIANCE_BOUND);
    return new GaussianPosterior<>(math, mean, logVariance, size);
  }

  /** Of q(z|x) against the standard normal distribution, in closed form; {@code [B, D]}. */
  public V klByDimension() {
    V variance = math.exp(logVariance);
    V sum = math.add(math.sub(math.add(math.mul(mean, mean), variance), logVariance), -1);
    return math.mul(sum, 0.5);
  }

  /** Reparameterised: {@code [B * L, 1, D]}. */
  public V draw(Draws<V> draws) {
    if (draws.noise() == null) {
      return math.reshape(mean, -1, 1, size);
    }
    V deviation = math.reshape(math.exp(math.mul(logVariance, 0.5)), -1, 1, size);
    V drawn = math.add(math.reshape(mean, -1, 1, size), math.mul(deviation, draws.noise()));
    return math.reshape(drawn, -1, 1, size);
  }
}
