package dev.tickwatch.lab.dense;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Draws;
import dev.tickwatch.lab.network.GaussianPosterior;
import dev.tickwatch.lab.network.Linear;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.lab.network.WeightLayout;
import java.util.List;

/**
 * A second network, as a researcher would add one: dense layers over pixels, with a Bernoulli
 * likelihood. It shares nothing with the network for prices but the interface.
 */
final class DenseVae implements Network {

  /** Probability that a pixel is lit; {@code [B, pixels]}. */
  static final Output PIXELS = Output.of("pixels");

  private final int pixels;
  private final int latent;
  private final Linear encode;
  private final Linear posterior;
  private final Linear decode;
  private final Linear logits;
  private final WeightLayout weights;

  DenseVae(int pixels, int hidden, int latent) {
    this.pixels = pixels;
    this.latent = latent;
    WeightLayout.Builder declared = new WeightLayout.Builder();
    encode = declared.linear("encode", pixels, hidden);
    posterior = declared.linear("posterior", hidden, 2 * latent);
    decode = declared.linear("decode", latent, hidden);
    logits = declared.linear("logits", hidden, pixels);
    weights = declared.build();
  }

  @Override
  public String inputName() {
    return "images";
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(pixels);
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public WeightLayout weights() {
    return weights;
  }

  @Override
  public <V> Outputs<V> apply(Algebra<V> math, V images, Draws<V> draws) {
    V parameters = posterior.apply(math, math.relu(encode.apply(math, images)));
    GaussianPosterior<V> q = GaussianPosterior.of(math, parameters, latent);
    V klByDimension = q.klByDimension();
    V kl = math.reshape(math.sum(klByDimension, latent), -1);

    V drawn = math.reshape(logits(math, q.draw(draws)), -1, draws.count(), pixels);
    V seen = math.reshape(images, -1, 1, pixels);
    V likelihood = math.sub(math.mul(seen, drawn), math.softplus(drawn));
    V reconstruction = math.reshape(math.mean(math.sum(likelihood, pixels), 1), -1);
    V lit = math.reshape(math.mean(math.sigmoid(drawn), 1), -1, pixels);
    Outputs<V> out = new Outputs<>();
    out.put(Output.ELBO, math.sub(reconstruction, kl));
    out.put(Output.RECONSTRUCTION, reconstruction);
    out.put(Output.KL, kl);
    out.put(Output.KL_BY_DIMENSION, klByDimension, latent);
    out.put(Output.LATENT, q.mean(), latent);
    out.put(PIXELS, lit, pixels);
    return out;
  }

  @Override
  public <V> Outputs<V> decode(Algebra<V> math, V images, V latents) {
    return new Outputs<V>().put(PIXELS, math.sigmoid(logits(math, latents)), pixels);
  }

  private <V> V logits(Algebra<V> math, V latents) {
    V hidden = math.relu(decode.apply(math, math.reshape(latents, -1, latent)));
    return logits.apply(math, hidden);
  }
}
