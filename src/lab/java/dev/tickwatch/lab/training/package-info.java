/**
 * From ticks to a calibrated ONNX file.
 *
 * <p>{@link dev.tickwatch.lab.training.TrainingData} turns ticks into rows of features and splits
 * them by time. {@link dev.tickwatch.lab.training.LstmVae} writes the network down once, over an
 * abstract {@link dev.tickwatch.lab.training.Algebra}: {@link
 * dev.tickwatch.lab.training.TorchAlgebra} runs it on PyTorch arrays while {@link
 * dev.tickwatch.lab.training.Trainer} fits the weights, {@link
 * dev.tickwatch.lab.training.OnnxAlgebra} writes the same calls as nodes of a graph. {@link
 * dev.tickwatch.lab.training.SelfCheck} then compares the two on validation windows and refuses a
 * file that differs. {@link dev.tickwatch.lab.training.TrainingReport} holds what a person should
 * see before using the model: its epochs, forecasts beside a random walk, windows drawn from its
 * prior, and a map of its latent. DJL and the ONNX message classes live here and nowhere else; a
 * service that only scores never loads this package.
 */
package dev.tickwatch.lab.training;
