package dev.tickwatch.lab.learning;

/**
 * One line of the training log.
 *
 * @param epoch from 1
 * @param epochs the most that there will be
 * @param training means over the epoch's batches, as they were trained on
 * @param validation the same of the held-out examples, with KL weight 1 in every epoch so that
 *     epochs compare
 * @param klWeight the warm-up's beta in this epoch, 0 to 1
 * @param seconds wall-clock time of the epoch with its validation
 * @param best whether the validation loss is the lowest so far; the best epoch's weights are kept
 */
public record EpochReport(
    int epoch,
    int epochs,
    Figures training,
    Figures validation,
    double klWeight,
    double seconds,
    boolean best) {

  /** Mean of the minimised loss over the epoch's batches. */
  public double loss() {
    return training.loss();
  }

  /** Reconstruction less KL with weight 1. */
  public double trainingElbo() {
    return training.elbo();
  }

  /** The loss on validation examples. */
  public double validationLoss() {
    return validation.loss();
  }

  /** As {@link #trainingElbo()}. */
  public double validationElbo() {
    return validation.elbo();
  }

  /** Expected log likelihood of training examples. */
  public double reconstruction() {
    return training.reconstruction();
  }

  /** KL(q(z|x) || N(0, I)) of training examples. */
  public double kl() {
    return training.kl();
  }

  /** The same of validation examples. */
  public double validationKl() {
    return validation.kl();
  }
}
