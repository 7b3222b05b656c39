package dev.tickwatch.lab.training;

import dev.tickwatch.model.window.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The network: an LSTM encoder to q(z|x), an LSTM decoder to p(x|z), and two heads on the encoder
 * that predict the newest tick from those before it and the next H ticks from all. Kingma and
 * Welling, Auto-Encoding Variational Bayes (2013), with Student-t likelihoods. {@link Normalised}
 * is its first layer.
 *
 * @param <V> see {@link Algebra}
 */
final class LstmVae<V> {
  private static final double LOG_VARIANCE_BOUND = 8;

  /**
   * In volatilities; in deviations for sizes. A smaller scale would make common bounces many scales
   * wide, and so the tails of calm ticks as heavy as those of anomalies.
   */
  private static final double SCALE_FLOOR = 0.3;

  private static final int M = Features.MODELLED;

  private final Algebra<V> math;
  private final NetworkSettings network;
  private final WeightLayout weights;
  private final int steps;

  LstmVae(Algebra<V> math, NetworkSettings network, WeightLayout weights) {
    this.math = math;
    this.network = network;
    this.weights = weights;
    steps = network.steps();
  }

  /**
   * All that the network says of a batch: B windows, T steps, H ahead, D latent dimensions, three
   * modelled features.
   *
   * @param elbo {@code [B]}
   * @param reconstruction {@code [B]}
   * @param kl {@code [B]}
   * @param klByDimension {@code [B, D]}
   * @param tickLogLikelihood {@code [B, 3]}
   * @param tickResidual {@code [B, 3]}
   * @param unchanged log odds that the newest tick's price is that of the tick before; {@code [B]}
   * @param sizeGivenReturn residual of the newest size, given how far the price moved; {@code [B]}
   * @param returnLocation {@code [B]}, log return
   * @param returnScale {@code [B]}, log return
   * @param forecastLocation {@code [B, H]}, cumulative log return
   * @param forecastScale {@code [B, H]}, cumulative log return
   * @param stepLogLikelihood {@code [B, 3, T]}
   * @param stepLocation {@code [B, 3, T]}, normalised
   * @param latent posterior mean; {@code [B, D]}
   * @param sizeGivenReturnLogLikelihood of the newest size, given the move; {@code [B]}
   * @param tickTarget what the newest tick was, {@code [B, 3]}, normalised
   * @param volatility {@code [B, 1]}, the unit of returns
   */
  record Outputs<V>(
      V elbo,
      V reconstruction,
      V kl,
      V klByDimension,
      V tickLogLikelihood,
      V tickResidual,
      V unchanged,
      V sizeGivenReturn,
      V returnLocation,
      V returnScale,
      V forecastLocation,
      V forecastScale,
      V stepLogLikelihood,
      V stepLocation,
      V latent,
      V sizeGivenReturnLogLikelihood,
      V tickTarget,
      V volatility) {

    /** The same with each array turned into something else. */
    <W> Outputs<W> map(Function<V, W> f) {
      return new Outputs<>(
          f.apply(elbo),
          f.apply(reconstruction),
          f.apply(kl),
          f.apply(klByDimension),
          f.apply(tickLogLikelihood),
          f.apply(tickResidual),
          f.apply(unchanged),
          f.apply(sizeGivenReturn),
          f.apply(returnLocation),
          f.apply(returnScale),
          f.apply(forecastLocation),
          f.apply(forecastScale),
          f.apply(stepLogLikelihood),
          f.apply(stepLocation),
          f.apply(latent),
          f.apply(sizeGivenReturnLogLikelihood),
          f.apply(tickTarget),
          f.apply(volatility));
    }
  }

  /** Location and scale of Student-t distributions. */
  private record Spread<V>(V location, V scale) {}

  /** Of every step; unchanged is the log odds of a price that does not move. */
  private record Decoded<V>(Spread<V> spread, V unchanged) {}

  /**
   * What the decoder makes of given latents, normalised.
   *
   * @param location {@code [B, 3, T]}
   * @param scale {@code [B, 3, T]}
   * @param unchanged log odds that the price stands still; {@code [B, 1, T]}
   */
  record Drawn<V>(V location, V scale, V unchanged) {

    /** The same with each array turned into something else. */
    <W> Drawn<W> map(Function<V, W> f) {
      return new Drawn<>(f.apply(location), f.apply(scale), f.apply(unchanged));
    }
  }

  /** What was predicted of the newest tick, and how it fits. */
  private record Newest<V>(Spread<V> spread, V unchanged, Fit<V> fit, Fit<V> sizeGivenReturn) {}

  /** How values lie in their distributions. */
  private record Fit<V>(V logLikelihood, V residual) {}

  /**
   * Runs the network.
   *
   * @param windows {@code [B, T, F]}
   * @param noise standard normal draws {@code [1, L, D]} or {@code [B, L, D]}; null for one draw,
   *     the posterior mean
   * @param draws L
   */
  Outputs<V> apply(V windows, V noise, int draws) {
    Normalised<V> x = Normalised.of(math, steps, windows);
    V states = encode(x);
    V last = state(states, network.encoderSteps() - 1);
    V posterior = linear("posterior", summary(states));
    long latent = network.latent();
    V mean = math.slice(posterior, 1, 0, latent);
    V logVariance = math.clip(math.slice(posterior, 1, latent, 2 * latent), LOG_VARIANCE_BOUND);
    V klByDimension = klByDimension(mean, logVariance);
    V kl = math.reshape(math.sum(klByDimension, network.latent()), -1);

    Decoded<V> decoded = decode(latents(mean, logVariance, noise), context(x), draws);
    V every = stepLogLikelihood(decoded, x, draws);
    V reconstruction =
        math.reshape(math.sum(math.reshape(every, -1, (long) M * steps), M * steps), -1);

    Newest<V> newest = predictNewest(state(states, network.encoderSteps() - 2), x);
    Spread<V> predicted = newest.spread;
    V volatility = math.reshape(x.volatility(), -1, 1);
    Spread<V> forecast = forecast(last);
    return new Outputs<>(
        math.sub(reconstruction, kl),
        reconstruction,
        kl,
        klByDimension,
        newest.fit.logLikelihood,
        newest.fit.residual,
        math.reshape(newest.unchanged, -1),
        math.reshape(newest.sizeGivenReturn.residual, -1),
        math.reshape(math.mul(math.slice(predicted.location, 1, 0, 1), volatility), -1),
        math.reshape(math.mul(math.slice(predicted.scale, 1, 0, 1), volatility), -1),
        math.mul(forecast.location, volatility),
        math.mul(forecast.scale, volatility),
        every,
        overDraws(math.reshape(decoded.spread.location, -1, draws, M, steps), draws),
        mean,
        math.reshape(newest.sizeGivenReturn.logLikelihood, -1),
        atStep(x.targets(), steps - 1, M),
        volatility);
  }

  /**
   * All states {@code [S, B, hidden]}. The newest ticks have a step each, the older ones one for a
   * block of them: what is long past matters, but not to the tick, and windows slide by one tick a
   * score.
   */
  private V encode(Normalised<V> x) {
    int blocks = network.blocks();
    long old = (long) blocks * NetworkSettings.BLOCK;
    V recent = math.slice(x.encoderInputs(), 2, old, steps);
    V embedded = linear("tick", math.transpose(recent, 2, 0, 1));
    if (blocks > 0) {
      V older = math.slice(x.encoderInputs(), 2, 0, old);
      int inputs = NetworkSettings.ENCODER_INPUTS;
      V parted = math.reshape(older, -1, inputs, blocks, NetworkSettings.BLOCK);
      V flat =
          math.reshape(
              math.transpose(parted, 2, 0, 1, 3),
              blocks,
              -1,
              (long) inputs * NetworkSettings.BLOCK);
      embedded = math.concat(0, List.of(math.tanh(linear("block", flat)), embedded));
    }
    return math.lstm(embedded, weights.encoder);
  }

  /** One of the encoder's states, {@code [B, hidden]}. */
  private V state(V states, long step) {
    return math.reshape(math.slice(states, 0, step, step + 1), -1, network.hidden());
  }

  /**
   * The last state beside the mean states of the window's parts: the last alone tells little of how
   * a window began. {@code [B, N]}
   */
  private V summary(V states) {
    List<V> parts = new ArrayList<>();
    int from = 0;
    for (int end : network.parts()) {
      V of = math.slice(states, 0, from, end);
      parts.add(math.reshape(math.mean(of, 0), -1, network.hidden()));
      from = end;
    }
    parts.add(state(states, network.encoderSteps() - 1));
    return math.concat(1, parts);
  }

  /** What the decoder is told of every step: {@code [B, 3, T]}. */
  private V context(Normalised<V> x) {
    return math.concat(1, List.of(x.flag(), x.position(), x.grid()));
  }

  /**
   * Decodes latents that did not come from the windows.
   *
   * @param windows {@code [B, T, F]}; their sessions, times and price grids are the decoder's
   *     context
   * @param latents {@code [B, D]}
   */
  Drawn<V> decode(V windows, V latents) {
    Decoded<V> decoded = decode(latents, context(Normalised.of(math, steps, windows)), 1);
    return new Drawn<>(decoded.spread.location, decoded.spread.scale, decoded.unchanged);
  }

  /** Of q(z|x) against the standard normal distribution, in closed form. */
  private V klByDimension(V mean, V logVariance) {
    V variance = math.exp(logVariance);
    V sum = math.add(math.sub(math.add(math.mul(mean, mean), variance), logVariance), -1);
    return math.mul(sum, 0.5);
  }

  /** {@code [B * L, 1, D]}. */
  private V latents(V mean, V logVariance, V noise) {
    long latent = network.latent();
    if (noise == null) {
      return math.reshape(mean, -1, 1, latent);
    }
    V deviation = math.reshape(math.exp(math.mul(logVariance, 0.5)), -1, 1, latent);
    V drawn = math.add(math.reshape(mean, -1, 1, latent), math.mul(deviation, noise));
    return math.reshape(drawn, -1, 1, latent);
  }

  /**
   * Spreads {@code [B * L, 3, T]}. A step of the decoder's LSTM gives several ticks.
   *
   * @param context {@code [B, 3, T]}
   */
  private Decoded<V> decode(V latents, V context, int draws) {
    long decoderSteps = network.decoderSteps();
    long ticks = network.decoded();
    V unfolded = linear("unfold", math.reshape(latents, -1, network.latent()));
    V courses =
        math.transpose(math.reshape(unfolded, -1, decoderSteps, NetworkSettings.UNFOLDED), 1, 0, 2);
    V contexts = context;
    if (draws > 1) {
      V repeated = math.mul(math.reshape(context, -1, 1, M, steps), ones(1, draws, 1, 1));
      contexts = math.reshape(repeated, -1, M, steps);
    }
    V parted = math.transpose(math.reshape(contexts, -1, M, decoderSteps, ticks), 2, 0, 1, 3);
    V inputs = math.concat(2, List.of(courses, math.reshape(parted, decoderSteps, -1, M * ticks)));
    V raw = linear("steps", math.lstm(inputs, weights.decoder));
    V byStep = math.reshape(raw, decoderSteps, -1, NetworkSettings.DECODED, ticks);
    V byTick = math.reshape(math.transpose(byStep, 1, 2, 0, 3), -1, NetworkSettings.DECODED, steps);
    return new Decoded<>(
        new Spread<>(math.slice(byTick, 1, 0, M), positive(math.slice(byTick, 1, M, 2L * M))),
        math.slice(byTick, 1, 2L * M, 2L * M + 1));
  }

  /** {@code [B, 3, T]}. */
  private V stepLogLikelihood(Decoded<V> decoded, Normalised<V> x, int draws) {
    Fit<V> drawn =
        fit(
            math.reshape(x.targets(), -1, 1, M, steps),
            math.reshape(decoded.spread.location, -1, draws, M, steps),
            math.reshape(decoded.spread.scale, -1, draws, M, steps),
            math.reshape(x.mask(), -1, 1, M, steps));
    V unchanged = math.reshape(decoded.unchanged, -1, draws, 1, steps);
    V moved = math.reshape(x.moved(), -1, 1, 1, steps);
    return overDraws(withUnchanged(2, drawn.logLikelihood, unchanged, moved), draws);
  }

  /** From {@code [B, L, 3, T]} to {@code [B, 3, T]}. */
  private V overDraws(V drawn, int draws) {
    return math.reshape(draws > 1 ? math.mean(drawn, 1) : drawn, -1, M, steps);
  }

  private Fit<V> fit(V values, V location, V scale, V mask) {
    V residual = math.div(math.sub(values, location), scale);
    V likelihood = StudentT.logLikelihood(math, network.degreesOfFreedom(), residual, scale);
    return new Fit<>(math.mul(likelihood, mask), math.mul(residual, mask));
  }

  /**
   * Log likelihoods whose first feature, the return, has a point mass at "unchanged": the log of
   * that mass where the price did not move, else the log of the rest plus the density.
   */
  private V withUnchanged(int axis, V likelihood, V logOdds, V moved) {
    V still = math.add(math.mul(moved, -1), 1);
    V density = math.slice(likelihood, axis, 0, 1);
    V ifMoved = math.mul(moved, math.sub(density, math.softplus(logOdds)));
    V ifStill = math.mul(still, math.mul(math.softplus(math.mul(logOdds, -1)), -1));
    return math.concat(
        axis, List.of(math.add(ifMoved, ifStill), math.slice(likelihood, axis, 1, M)));
  }

  /**
   * Spreads {@code [B, 3]} of the newest tick from the state before it, link by link: the gap; the
   * size given the gap; the return given both. And once more the size, given how far the price
   * moved: volume without a move is another matter than volume with one.
   */
  private Newest<V> predictNewest(V before, Normalised<V> x) {
    V gap = linear("gap", before);
    V target = atStep(x.targets(), steps - 1, M);
    V seenReturn = math.slice(target, 1, 0, 1);
    V seenSize = math.clip(math.slice(target, 1, 1, 2), Normalised.SIZE_BOUND);
    V volatilityBefore = atStep(x.logVolatility(), steps - 2, 1);
    V known =
        math.concat(
            1,
            List.of(
                before,
                math.clip(atStep(x.gap(), steps - 1, 1), Normalised.SIZE_BOUND),
                atStep(x.flag(), steps - 1, 1),
                atStep(x.position(), steps - 1, 1),
                atStep(x.grid(), steps - 1, 1),
                volatilityBefore));
    V size = head("size", known);
    V change = head("return", math.concat(1, List.of(known, seenSize)));
    V moved = atStep(x.moved(), steps - 1, 1);
    V distance = math.log(math.add(math.abs(seenReturn), 1));
    V again = head("resize", math.concat(1, List.of(known, distance, moved)));

    Spread<V> spread =
        new Spread<>(
            math.concat(
                1,
                List.of(
                    math.slice(change, 1, 0, 1),
                    math.slice(size, 1, 0, 1),
                    math.slice(gap, 1, 0, 1))),
            positive(
                math.concat(
                    1,
                    List.of(
                        math.slice(change, 1, 1, 2),
                        math.slice(size, 1, 1, 2),
                        math.slice(gap, 1, 1, 2)))));
    V unchanged = math.slice(change, 1, 2, 3);
    V mask = atStep(x.mask(), steps - 1, M);
    Fit<V> plain = fit(target, spread.location, spread.scale, mask);
    Fit<V> sizeGivenReturn =
        fit(
            math.slice(target, 1, 1, 2),
            math.slice(again, 1, 0, 1),
            positive(math.slice(again, 1, 1, 2)),
            math.slice(mask, 1, 1, 2));
    V likelihood = withUnchanged(1, plain.logLikelihood, unchanged, moved);
    return new Newest<>(spread, unchanged, new Fit<>(likelihood, plain.residual), sizeGivenReturn);
  }

  private V head(String name, V input) {
    return linear(name, math.tanh(linear(name + ".hidden", input)));
  }

  /** Spreads {@code [B, H]} in units of volatility; a random walk's root of h is built in. */
  private Spread<V> forecast(V last) {
    int horizon = network.horizon();
    V raw = head("forecast", last);
    float[] roots = new float[horizon];
    for (int h = 0; h < horizon; h++) {
      roots[h] = (float) Math.sqrt(h + 1);
    }
    V growth = math.constant(roots, 1, horizon);
    return new Spread<>(
        math.mul(math.slice(raw, 1, 0, horizon), growth),
        math.mul(positive(math.slice(raw, 1, horizon, 2L * horizon)), growth));
  }

  private V positive(V raw) {
    return math.add(math.softplus(raw), SCALE_FLOOR);
  }

  private V linear(String name, V input) {
    V product = math.matmul(input, math.weight(weights.get(name)));
    return math.add(product, math.weight(weights.bias(name)));
  }

  /** One step of {@code [B, N, T]}, as {@code [B, N]}. */
  private V atStep(V values, long step, long size) {
    return math.reshape(math.slice(values, 2, step, step + 1), -1, size);
  }

  private V ones(long... shape) {
    long size = 1;
    for (long side : shape) {
      size *= side;
    }
    float[] values = new float[Math.toIntExact(size)];
    Arrays.fill(values, 1);
    return math.constant(values, shape);
  }
}
