package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Draws;
import dev.tickwatch.lab.network.GaussianPosterior;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.lab.network.WeightLayout;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.window.Features;
import java.util.List;

/**
 * The network for prices: an LSTM encoder to q(z|x), an LSTM decoder to p(x|z) with Student-t
 * likelihoods, and two predictions from the encoder's states: of the newest tick from those before
 * it, and of the next H ticks from all. {@link Normalised} is its first layer.
 *
 * <p>Its exported outputs are those that {@link dev.tickwatch.model.scoring.ScoreBatch} reads.
 */
public final class LstmVae implements Network {

  /** Of the newest tick, by modelled feature; {@code [B, 3]}. */
  public static final Output TICK_LOG_LIKELIHOOD = Output.of("tick_log_likelihood");

  /** Of the newest tick; {@code [B, 3]}. */
  public static final Output TICK_RESIDUAL = Output.residual("tick_residual");

  /** Log odds that the newest tick's price is that of the tick before; {@code [B]}. */
  public static final Output UNCHANGED = Output.of("unchanged");

  /** Residual of the newest size, given how far the price moved; {@code [B]}. */
  public static final Output SIZE_GIVEN_RETURN = Output.residual("size_given_return");

  /** Log return; {@code [B]}. */
  public static final Output RETURN_SCALE = Output.of("return_scale");

  /** Log return; {@code [B]}. */
  public static final Output RETURN_LOCATION = Output.location("return_location", RETURN_SCALE);

  /** Cumulative log return; {@code [B, H]}. */
  public static final Output FORECAST_SCALE = Output.of("forecast_scale");

  /** Cumulative log return; {@code [B, H]}. */
  public static final Output FORECAST_LOCATION =
      Output.location("forecast_location", FORECAST_SCALE);

  /** Of every step under the decoder; {@code [B, 3, T]}. */
  public static final Output STEP_LOG_LIKELIHOOD = Output.of("step_log_likelihood");

  /** Of the decoder, normalised; {@code [B, 3, T]}. */
  public static final Output STEP_LOCATION = Output.inner("step_location");

  /** Of the decoder, normalised; {@code [B, 3, T]}. */
  public static final Output STEP_SCALE = Output.inner("step_scale");

  /** Log odds, by the decoder, that the price stands still; {@code [B, 1, T]}. */
  public static final Output STEP_UNCHANGED = Output.inner("step_unchanged");

  /** Of the newest size, given the move; {@code [B]}. */
  public static final Output SIZE_GIVEN_RETURN_LOG_LIKELIHOOD =
      Output.inner("size_given_return_log_likelihood");

  /** What the newest tick was, normalised; {@code [B, 3]}. */
  public static final Output TICK_TARGET = Output.inner("tick_target");

  /** The unit of returns; {@code [B, 1]}. */
  public static final Output VOLATILITY = Output.inner("volatility");

  private static final int M = Features.MODELLED;

  private final LstmVaeSizes sizes;
  private final LstmEncoder encoder;
  private final LstmDecoder decoder;
  private final NewestTick newestTick;
  private final ReturnForecast returnForecast;
  private final WeightLayout weights;

  /** Declares its layers. */
  public LstmVae(LstmVaeSizes sizes) {
    this.sizes = sizes;
    WeightLayout.Builder declared = new WeightLayout.Builder();
    encoder = new LstmEncoder(declared, sizes);
    decoder = new LstmDecoder(declared, sizes);
    newestTick = new NewestTick(declared, sizes);
    returnForecast = new ReturnForecast(declared, sizes);
    weights = declared.build();
  }

  @Override
  public String inputName() {
    return OnnxWindowScorer.INPUT;
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(sizes.steps(), Features.COUNT);
  }

  @Override
  public int latent() {
    return sizes.latent();
  }

  @Override
  public WeightLayout weights() {
    return weights;
  }

  @Override
  public <V> Outputs<V> apply(Algebra<V> math, V windows, Draws<V> draws) {
    int steps = sizes.steps();
    Normalised<V> x = Normalised.of(math, steps, windows);
    V states = encoder.states(math, x);
    V last = encoder.last(math, states);
    GaussianPosterior<V> posterior = encoder.posterior(math, states);
    V klByDimension = posterior.klByDimension();
    V kl = math.reshape(math.sum(klByDimension, sizes.latent()), -1);

    LstmDecoder.Decoded<V> decoded = decoder.decode(math, posterior.draw(draws), x, draws.count());
    V every = decoder.logLikelihood(math, decoded, x, draws.count());
    V reconstruction = sumOverSteps(math, every);

    NewestTick.Prediction<V> newest = newestTick.predict(math, encoder.lastButOne(math, states), x);
    V volatility = math.reshape(x.volatility(), -1, 1);
    Spread<V> ahead = returnForecast.predict(math, last);
    Outputs<V> out = new Outputs<>();
    out.put(Output.ELBO, math.sub(reconstruction, kl));
    out.put(Output.RECONSTRUCTION, reconstruction);
    out.put(Output.KL, kl);
    out.put(Output.KL_BY_DIMENSION, klByDimension, sizes.latent());
    putPredicted(math, out, newest, volatility);
    out.put(FORECAST_LOCATION, math.mul(ahead.location(), volatility), sizes.horizon());
    out.put(FORECAST_SCALE, math.mul(ahead.scale(), volatility), sizes.horizon());
    out.put(STEP_LOG_LIKELIHOOD, every, M, steps);
    out.put(STEP_LOCATION, decoder.location(math, decoded, draws.count()), M, steps);
    out.put(Output.LATENT, posterior.mean(), sizes.latent());
    out.put(
        SIZE_GIVEN_RETURN_LOG_LIKELIHOOD,
        math.reshape(newest.sizeGivenReturn().logLikelihood(), -1));
    out.put(TICK_TARGET, newestTick.target(math, x), M);
    out.put(VOLATILITY, volatility, 1);
    return out;
  }

  private <V> V sumOverSteps(Algebra<V> math, V every) {
    int terms = M * sizes.steps();
    return math.reshape(math.sum(math.reshape(every, -1, terms), terms), -1);
  }

  private static <V> void putPredicted(
      Algebra<V> math, Outputs<V> out, NewestTick.Prediction<V> newest, V volatility) {
    out.put(TICK_LOG_LIKELIHOOD, newest.fit().logLikelihood(), M);
    out.put(TICK_RESIDUAL, newest.fit().residual(), M);
    out.put(UNCHANGED, math.reshape(newest.unchanged(), -1));
    out.put(SIZE_GIVEN_RETURN, math.reshape(newest.sizeGivenReturn().residual(), -1));
    V location = math.slice(newest.spread().location(), 1, 0, 1);
    out.put(RETURN_LOCATION, math.reshape(math.mul(location, volatility), -1));
    V scale = math.slice(newest.spread().scale(), 1, 0, 1);
    out.put(RETURN_SCALE, math.reshape(math.mul(scale, volatility), -1));
  }

  /** {@link #STEP_LOCATION}, {@link #STEP_SCALE} and {@link #STEP_UNCHANGED}. */
  @Override
  public <V> Outputs<V> decode(Algebra<V> math, V windows, V latents) {
    Normalised<V> x = Normalised.of(math, sizes.steps(), windows);
    LstmDecoder.Decoded<V> decoded = decoder.decode(math, latents, x, 1);
    Outputs<V> out = new Outputs<>();
    out.put(STEP_LOCATION, decoded.spread().location(), M, sizes.steps());
    out.put(STEP_SCALE, decoded.spread().scale(), M, sizes.steps());
    out.put(STEP_UNCHANGED, decoded.unchanged(), 1, sizes.steps());
    return out;
  }

  /** The ELBO's share of one step. */
  @Override
  public double boundWeight() {
    return 1.0 / sizes.steps();
  }

  /** Cumulative log returns of the next H ticks. */
  @Override
  public int targets() {
    return sizes.horizon();
  }

  /** Of the newest tick, of its size once more, and of the returns to come. */
  @Override
  public <V> V prediction(Algebra<V> math, Outputs<V> out, V futureReturns) {
    V newest = math.mean(math.sum(out.get(TICK_LOG_LIKELIHOOD), M));
    V size = math.mean(out.get(SIZE_GIVEN_RETURN_LOG_LIKELIHOOD));
    V scale = out.get(FORECAST_SCALE);
    V residual = math.div(math.sub(futureReturns, out.get(FORECAST_LOCATION)), scale);
    V unit = math.div(scale, out.get(VOLATILITY));
    V ahead = StudentT.logLikelihood(math, sizes.degreesOfFreedom(), residual, unit);
    return math.add(math.add(newest, size), math.mean(ahead));
  }
}
