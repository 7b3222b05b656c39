package dev.tickwatch.lab.training;

/**
 * The sizes that fix the graph of an {@link LstmVae}, as far as they are chosen; the others stand
 * where they are used.
 *
 * @param steps T
 * @param horizon H
 * @param hidden units of each LSTM
 * @param latent D
 * @param degreesOfFreedom of the Student-t likelihoods
 */
record LstmVaeSizes(int steps, int horizon, int hidden, int latent, double degreesOfFreedom) {

  static LstmVaeSizes of(TrainingSettings settings) {
    return new LstmVaeSizes(
        settings.shape().steps(),
        settings.shape().horizon(),
        settings.hidden(),
        settings.latent(),
        settings.degreesOfFreedom());
  }
}
