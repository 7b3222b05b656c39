package dev.tickwatch.lab.learning;

/**
 * What is told of a set of examples: means over them, nats an example but for the loss.
 *
 * @param loss what training minimises
 * @param elbo reconstruction less KL with weight 1
 * @param reconstruction expected log likelihood of the examples
 * @param kl KL(q(z|x) || N(0, I))
 */
public record Figures(double loss, double elbo, double reconstruction, double kl) {

  /** Adds up batches. */
  static final class Sum {
    private final double[] sums = new double[4];
    private int examples;

    /**
     * @param means of a batch: loss, ELBO, reconstruction, KL
     */
    void add(float[] means, int count) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (double) means[i] * count;
      }
      examples += count;
    }

    Figures mean() {
      return new Figures(
          sums[0] / examples, sums[1] / examples, sums[2] / examples, sums[3] / examples);
    }
  }
}
