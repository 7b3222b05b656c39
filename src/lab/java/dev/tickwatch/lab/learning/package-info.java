/**
 * Trains the weights of any {@link dev.tickwatch.lab.network.Network} on PyTorch, which lives here
 * and nowhere else.
 *
 * <p>{@link dev.tickwatch.lab.learning.TrainingLoop} runs epochs: {@link
 * dev.tickwatch.lab.learning.Objective} is what is minimised, {@link
 * dev.tickwatch.lab.learning.Adam} takes the steps, {@link
 * dev.tickwatch.lab.learning.EarlyStopping} keeps the best epoch's weights, and {@link
 * dev.tickwatch.lab.learning.EpochLines} shows it all on a terminal. {@link
 * dev.tickwatch.lab.learning.TrainedNetwork} runs the network afterwards, as its exported file
 * will.
 */
package dev.tickwatch.lab.learning;
