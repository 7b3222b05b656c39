package dev.tickwatch.lab.lstm;

import dev.tickwatch.lab.network.Algebra;
import dev.tickwatch.lab.network.GaussianPosterior;
import dev.tickwatch.lab.network.Linear;
import dev.tickwatch.lab.network.Lstm;
import dev.tickwatch.lab.network.WeightLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From a window to q(z|x). The newest ticks have a step of the LSTM each, the older ones one for a
 * block of them: what is long past matters, but not to the tick, and windows slide by one tick a
 * score.
 */
final class LstmEncoder {

  /** Older ticks that are taken in one step. */
  private static final int BLOCK = 8;

  /** The newest ticks, at least so many, have a step each. */
  private static final int LEAST_RECENT = 12;

  /** What a step of the LSTM is given, made of the values of a tick or of a block of ticks. */
  private static final int EMBEDDED = 24;

  private final int steps;
  private final int hidden;
  private final int latent;
  private final int blocks;
  private final Lstm lstm;

  /** Null where a window is too short for blocks. */
  private final Linear block;

  private final Linear tick;
  private final Linear posterior;

  LstmEncoder(WeightLayout.Builder weights, LstmVaeSizes sizes) {
    steps = sizes.steps();
    hidden = sizes.hidden();
    latent = sizes.latent();
    blocks = Math.max(0, (steps - LEAST_RECENT) / BLOCK);
    lstm = weights.lstm("encoder", EMBEDDED, hidden);
    block =
        blocks == 0 ? null : weights.linear("block", BLOCK * Normalised.ENCODER_INPUTS, EMBEDDED);
    tick = weights.linear("tick", Normalised.ENCODER_INPUTS, EMBEDDED);
    posterior = weights.linear("posterior", (parts().size() + 1) * hidden, 2 * latent);
  }

  /** Steps of the LSTM. */
  private int lstmSteps() {
    return blocks + steps - blocks * BLOCK;
  }

  /** Parts of the states whose means the posterior is made from: their ends, rising. */
  private List<Integer> parts() {
    return IntStream.of(blocks / 2, blocks, lstmSteps())
        .filter(end -> end > 0)
        .distinct()
        .boxed()
        .toList();
  }

  /** All states {@code [S, B, hidden]}. */
  <V> V states(Algebra<V> math, Normalised<V> x) {
    long old = (long) blocks * BLOCK;
    V recent = math.slice(x.encoderInputs(), 2, old, steps);
    V embedded = tick.apply(math, math.transpose(recent, 2, 0, 1));
    if (blocks > 0) {
      V older = math.slice(x.encoderInputs(), 2, 0, old);
      int inputs = Normalised.ENCODER_INPUTS;
      V byBlock = math.reshape(older, -1, inputs, blocks, BLOCK);
      V flat = math.reshape(math.transpose(byBlock, 2, 0, 1, 3), blocks, -1, (long) inputs * BLOCK);
      embedded = math.concat(0, List.of(math.tanh(block.apply(math, flat)), embedded));
    }
    return lstm.apply(math, embedded);
  }

  /** The state that has seen every tick; {@code [B, hidden]}. */
  <V> V last(Algebra<V> math, V states) {
    return state(math, states, lstmSteps() - 1L);
  }

  /** The state that has seen every tick but the newest. */
  <V> V lastButOne(Algebra<V> math, V states) {
    return state(math, states, lstmSteps() - 2L);
  }

  private <V> V state(Algebra<V> math, V states, long step) {
    return math.reshape(math.slice(states, 0, step, step + 1), -1, hidden);
  }

  /**
   * From the last state beside the mean states of the window's parts: the last alone tells little
   * of how a window began.
   */
  <V> GaussianPosterior<V> posterior(Algebra<V> math, V states) {
    List<V> summary = new ArrayList<>();
    int from = 0;
    for (int end : parts()) {
      V of = math.slice(states, 0, from, end);
      summary.add(math.reshape(math.mean(of, 0), -1, hidden));
      from = end;
    }
    summary.add(last(math, states));
    return GaussianPosterior.of(math, posterior.apply(math, math.concat(1, summary)), latent);
  }
}
