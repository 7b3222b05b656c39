package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.Linear;
import dev.tickwatch.lab.network.Lstm;
import dev.tickwatch.lab.network.WeightLayout;
import dev.tickwatch.model.window.Features;
import java.util.Arrays;
import java.util.List;

/** From a latent to p(x|z): distributions of every tick of a window. */
final class LstmDecoder {
  private static final int M = Features.MODELLED;

  /** What the decoder is told of every tick: session flag, position in the day, price grid. */
  private static final int CONTEXT = 3;

  /** Values that the latent is unfolded to for each step, with courses of their own. */
  private static final int UNFOLDED = 8;

  /** What is given of a tick: locations, scales, and the odds of no move. */
  private static final int DECODED = M + M + 1;

  private static final int MOST_TICKS = 6;

  private final int steps;
  private final int latent;
  private final double degreesOfFreedom;

  /** That one step of the LSTM gives: the most, to {@value #MOST_TICKS}, that divide a window. */
  private final int ticks;

  private final int lstmSteps;
  private final Lstm lstm;
  private final Linear unfold;
  private final Linear perStep;

  LstmDecoder(WeightLayout.Builder weights, LstmVaeSizes sizes) {
    steps = sizes.steps();
    latent = sizes.latent();
    degreesOfFreedom = sizes.degreesOfFreedom();
    int dividing = MOST_TICKS;
    while (steps % dividing != 0) {
      dividing--;
    }
    ticks = dividing;
    lstmSteps = steps / ticks;
    lstm = weights.lstm("decoder", UNFOLDED + CONTEXT * ticks, sizes.hidden());
    unfold = weights.linear("unfold", latent, lstmSteps * UNFOLDED);
    perStep = weights.linear("steps", sizes.hidden(), ticks * DECODED);
  }

  /** Of every step; unchanged is the log odds of a price that does not move. */
  record Decoded<V>(Spread<V> spread, V unchanged) {}

  /**
   * Spreads {@code [B * L, 3, T]}. A step of the LSTM gives several ticks.
   *
   * @param latents {@code [B * L, 1, D]} or {@code [B * L, D]}
   */
  <V> Decoded<V> decode(Algebra<V> math, V latents, Normalised<V> x, int draws) {
    V contexts = math.concat(1, List.of(x.flag(), x.position(), x.grid()));
    return decode(math, latents, contexts, draws);
  }

  private <V> Decoded<V> decode(Algebra<V> math, V latents, V context, int draws) {
    V unfolded = unfold.apply(math, math.reshape(latents, -1, latent));
    V courses = math.transpose(math.reshape(unfolded, -1, lstmSteps, UNFOLDED), 1, 0, 2);
    V contexts = context;
    if (draws > 1) {
      V repeated =
          math.mul(
              math.reshape(context, -1, 1, CONTEXT, steps),
              math.constant(ones(draws), 1, draws, 1, 1));
      contexts = math.reshape(repeated, -1, CONTEXT, steps);
    }
    V byStepOfLstm =
        math.transpose(math.reshape(contexts, -1, CONTEXT, lstmSteps, ticks), 2, 0, 1, 3);
    V told = math.reshape(byStepOfLstm, lstmSteps, -1, (long) CONTEXT * ticks);
    V states = lstm.apply(math, math.concat(2, List.of(courses, told)));
    V byStep = math.reshape(perStep.apply(math, states), lstmSteps, -1, DECODED, ticks);
    V byTick = math.reshape(math.transpose(byStep, 1, 2, 0, 3), -1, DECODED, steps);
    return new Decoded<>(
        Spread.of(math, math.slice(byTick, 1, 0, M), math.slice(byTick, 1, M, 2L * M)),
        math.slice(byTick, 1, 2L * M, DECODED));
  }

  /** Of the window's ticks, averaged over draws: {@code [B, 3, T]}. */
  <V> V logLikelihood(Algebra<V> math, Decoded<V> decoded, Normalised<V> x, int draws) {
    Fit<V> drawn =
        Fit.of(
            math,
            degreesOfFreedom,
            math.reshape(x.targets(), -1, 1, M, steps),
            new Spread<>(
                math.reshape(decoded.spread.location(), -1, draws, M, steps),
                math.reshape(decoded.spread.scale(), -1, draws, M, steps)),
            math.reshape(x.mask(), -1, 1, M, steps));
    V unchanged = math.reshape(decoded.unchanged, -1, draws, 1, steps);
    V moved = math.reshape(x.moved(), -1, 1, 1, steps);
    return overDraws(math, drawn.withUnchanged(math, 2, unchanged, moved), draws);
  }

  /** Averaged over draws: {@code [B, 3, T]}. */
  <V> V location(Algebra<V> math, Decoded<V> decoded, int draws) {
    V drawn = math.reshape(decoded.spread.location(), -1, draws, M, steps);
    return overDraws(math, drawn, draws);
  }

  /** From {@code [B, L, 3, T]} to {@code [B, 3, T]}. */
  private <V> V overDraws(Algebra<V> math, V drawn, int draws) {
    return math.reshape(draws > 1 ? math.mean(drawn, 1) : drawn, -1, M, steps);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
