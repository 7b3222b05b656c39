/**
 * The network for prices: {@link dev.tickwatch.lab.lstm.LstmVae}, an LSTM variational autoencoder
 * over windows of ticks.
 *
 * <p>{@link dev.tickwatch.lab.lstm.Normalised} brings a window into the network's own units, {@link
 * dev.tickwatch.lab.lstm.LstmEncoder} makes q(z|x) of it, {@link
 * dev.tickwatch.lab.lstm.LstmDecoder} decodes a latent, and {@link
 * dev.tickwatch.lab.lstm.NewestTick} and {@link dev.tickwatch.lab.lstm.ReturnForecast} predict from
 * the encoder's states. Each part declares its own layers. Student-t likelihoods throughout.
 */
package dev.tickwatch.lab.lstm;
