package dev.tickwatch.lab.lstm;

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
public record LstmVaeSizes(
    int steps, int horizon, int hidden, int latent, double degreesOfFreedom) {}
