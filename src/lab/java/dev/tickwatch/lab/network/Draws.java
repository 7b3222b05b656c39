package dev.tickwatch.lab.network;

/**
 * How the latent is drawn from its posterior.
 *
 * @param count L, draws of each example
 * @param noise standard normal, {@code [1, L, D]} or {@code [B, L, D]}; null for one draw, the
 *     posterior mean
 */
public record Draws<V>(int count, V noise) {

  /** No draw: the posterior mean. */
  public static <V> Draws<V> mean() {
    return new Draws<>(1, null);
  }
}
