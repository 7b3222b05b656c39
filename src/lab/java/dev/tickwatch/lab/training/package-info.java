/**
 * From ticks to a calibrated model file.
 *
 * <p>{@link dev.tickwatch.lab.training.TrainingData} turns ticks into rows of features and splits
 * them by time. {@link dev.tickwatch.lab.training.Trainer} has the network for prices (package
 * {@code lstm}) trained, exported and checked by what does that for any network (packages {@code
 * network}, {@code learning} and {@code export}), and calibrates it. {@link
 * dev.tickwatch.lab.training.TrainingReport} holds what a person should see before using the model:
 * its epochs, forecasts beside a random walk, windows drawn from its prior, and a map of its
 * latent. A service that only scores never loads this package.
 */
package dev.tickwatch.lab.training;
