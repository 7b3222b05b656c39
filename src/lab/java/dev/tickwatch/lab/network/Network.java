package dev.tickwatch.lab.network;

import java.util.List;

/**
 * A variational autoencoder (Kingma and Welling, Auto-Encoding Variational Bayes, 2013), written
 * once: its layers are declared where they are used, {@link #apply} puts its outputs by name, and
 * the training loop, the export and its self-check take all that they need from here. Another
 * network is another class that implements this one.
 *
 * <p>B is examples in a batch, D latent dimensions, L draws. Immutable; holds no weights, only
 * their names and sizes.
 */
public interface Network {

  /** Of the graph's one input. */
  String inputName();

  /** Of one example. */
  List<Integer> inputShape();

  /** D. */
  int latent();

  /** Every weight, in the order of the flat array that they are trained in. */
  WeightLayout weights();

  /**
   * Runs the network.
   *
   * @param input {@code [B, ..inputShape]}
   * @return among others {@link Output#ELBO}, {@link Output#RECONSTRUCTION}, {@link Output#KL},
   *     {@link Output#KL_BY_DIMENSION} and {@link Output#LATENT}
   */
  <V> Outputs<V> apply(Algebra<V> math, V input, Draws<V> draws);

  /**
   * Decodes latents that did not come from the input.
   *
   * @param input {@code [B, ..inputShape]}, for a decoder that is told something of it besides
   * @param latents {@code [B, D]}
   */
  <V> Outputs<V> decode(Algebra<V> math, V input, V latents);

  /** Factor of the ELBO in what training maximises. */
  default double boundWeight() {
    return 1;
  }

  /** Values that come with each example for the network to predict; 0 for an autoencoder alone. */
  default int targets() {
    return 0;
  }

  /**
   * Mean log likelihood of what the network predicts beside its reconstruction; training maximises
   * it as well. Asked only of a network with {@link #targets()}.
   *
   * @param out of a batch
   * @param targets {@code [B, targets]}
   * @return a scalar
   */
  default <V> V prediction(Algebra<V> math, Outputs<V> out, V targets) {
    throw new UnsupportedOperationException("this network predicts nothing");
  }
}
