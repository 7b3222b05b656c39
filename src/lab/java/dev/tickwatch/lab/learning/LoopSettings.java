package dev.tickwatch.lab.learning;

/**
 * How a network is trained, whatever it is a network of.
 *
 * @param epochs the most epochs; 1 to 10000
 * @param batchSize examples in one step of the optimiser; 1 to 8192
 * @param learningRate of Adam at the start, falling along a cosine to a twentieth; above 0
 * @param weightDecay factor of the sum of squared weights (not biases) in the loss; 0 or more
 * @param clipNorm longest gradient, all weights taken together; above 0
 * @param klWarmUpEpochs epochs over which the weight of the KL term rises to 1; 0 or more
 * @param freeBits nats that each latent dimension may use without cost, averaged over a batch; 0 or
 *     more
 * @param predictionWeight weight of what the network predicts beside the ELBO; 0 or more
 * @param minDelta an epoch is better when its validation loss is lower by more than this; 0 or more
 * @param patience epochs without a better one before training stops; 1 or more
 * @param seed of weights, order and noise
 */
public record LoopSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double clipNorm,
    int klWarmUpEpochs,
    double freeBits,
    double predictionWeight,
    double minDelta,
    int patience,
    long seed) {

  /**
   * @throws IllegalArgumentException when a value is out of bounds; the message names it
   */
  public LoopSettings {
    Bounds.require("epochs", epochs, 1, 10_000);
    Bounds.require("batch size", batchSize, 1, 8192);
    Bounds.require("learning rate", learningRate, Double.MIN_VALUE, Double.MAX_VALUE);
    Bounds.require("weight decay", weightDecay, 0, Double.MAX_VALUE);
    Bounds.require("clip norm", clipNorm, Double.MIN_VALUE, Double.MAX_VALUE);
    Bounds.require("KL warm-up epochs", klWarmUpEpochs, 0, 10_000);
    Bounds.require("free bits", freeBits, 0, 100);
    Bounds.require("prediction weight", predictionWeight, 0, 1000);
    Bounds.require("min delta", minDelta, 0, Double.MAX_VALUE);
    Bounds.require("patience", patience, 1, 10_000);
  }

  /** Weight of the KL term in an epoch, from 1 on; 0 to 1. */
  double klWeight(int epoch) {
    return klWarmUpEpochs == 0 ? 1 : Math.min(1, (epoch - 1.0) / klWarmUpEpochs);
  }
}
