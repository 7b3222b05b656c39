package dev.tickwatch.lab.training;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes that fix a network's graph.
 *
 * @param steps T
 * @param horizon H
 * @param hidden units of each LSTM
 * @param latent D
 * @param degreesOfFreedom of the Student-t likelihoods
 */
record NetworkSettings(int steps, int horizon, int hidden, int latent, double degreesOfFreedom) {

  /** Values that the encoder sees of one tick, see {@link Normalised}. */
  static final int ENCODER_INPUTS = 10;

  /** What a step of the encoder's LSTM is given, made of those of a tick or of a block of ticks. */
  static final int EMBEDDED = 24;

  /** Units of the hidden layer of each of the newest tick's heads. */
  static final int TICK_UNITS = 24;

  /**
   * Values that the latent is unfolded to for each step of the decoder, with courses of their own.
   */
  static final int UNFOLDED = 8;

  /** What the decoder gives of a tick: three locations, three scales, and the odds of no move. */
  static final int DECODED = 7;

  /** Older ticks that the encoder takes in one step. */
  static final int BLOCK = 8;

  /** The newest ticks, at least so many, have a step of the encoder each. */
  private static final int LEAST_RECENT = 12;

  private static final int LONGEST_DECODER_STEP = 6;

  static NetworkSettings of(TrainingSettings settings) {
    return new NetworkSettings(
        settings.shape().steps(),
        settings.shape().horizon(),
        settings.hidden(),
        settings.latent(),
        settings.degreesOfFreedom());
  }

  /** Blocks of {@value #BLOCK} ticks that the window begins with. */
  int blocks() {
    return Math.max(0, (steps - LEAST_RECENT) / BLOCK);
  }

  /** Ticks after the blocks. */
  int recent() {
    return steps - blocks() * BLOCK;
  }

  /** Steps of the encoder's LSTM. */
  int encoderSteps() {
    return blocks() + recent();
  }

  /** Parts of the encoder's states whose means the posterior is made from: their ends, rising. */
  List<Integer> parts() {
    return IntStream.of(blocks() / 2, blocks(), encoderSteps())
        .filter(end -> end > 0)
        .distinct()
        .boxed()
        .toList();
  }

  /**
   * Ticks that a step of the decoder's LSTM gives: the most, to {@value #LONGEST_DECODER_STEP},
   * that divide a window.
   */
  int decoded() {
    int ticks = LONGEST_DECODER_STEP;
    while (steps % ticks != 0) {
      ticks--;
    }
    return ticks;
  }

  /** Steps of the decoder's LSTM. */
  int decoderSteps() {
    return steps / decoded();
  }

  /**
   * What the decoder sees of one step: the unfolded latent, and of each of its ticks the session
   * flag, the position in the day and the price grid.
   */
  int decoderInputs() {
    return UNFOLDED + 3 * decoded();
  }
}
