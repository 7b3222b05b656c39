package dev.tickwatch.training;

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

  /** Values that the encoder sees of one step, see {@link Normalised}. */
  static final int ENCODER_INPUTS = 10;

  /** Units of the hidden layer of each of the newest tick's heads. */
  static final int TICK_UNITS = 24;

  /** Values a step that the latent is unfolded to, each with a course of its own. */
  static final int UNFOLDED = 6;

  private static final int MOST_PARTS = 6;

  static NetworkSettings of(TrainingSettings settings) {
    return new NetworkSettings(
        settings.shape().steps(),
        settings.shape().horizon(),
        settings.hidden(),
        settings.latent(),
        settings.degreesOfFreedom());
  }

  /** Parts of the window whose mean states the posterior is made from. */
  int parts() {
    return Math.min(MOST_PARTS, steps);
  }

  /**
   * What the decoder sees of one step: the unfolded latent, the session flag, the position in the
   * day and the price grid.
   */
  int decoderInputs() {
    return UNFOLDED + 3;
  }
}
