package dev.tickwatch.lab.training;

/**
 * One line of the training log. Log likelihoods are in nats a window, averaged over windows.
 *
 * @param epoch from 1
 * @param epochs the most that there will be
 * @param loss mean of the minimised loss over the epoch's batches
 * @param trainingElbo reconstruction less KL with weight 1
 * @param validationLoss the loss on validation windows, with KL weight 1 in every epoch so that
 *     epochs compare
 * @param validationElbo as {@code trainingElbo}
 * @param reconstruction expected log likelihood of training windows
 * @param kl KL(q(z|x) || N(0, I)) of training windows
 * @param validationKl the same of validation windows
 * @param klWeight the warm-up's beta in this epoch, 0 to 1
 * @param seconds wall-clock time of the epoch with its validation
 * @param best whether the validation loss is the lowest so far; the best epoch's weights are kept
 */
public record EpochReport(
    int epoch,
    int epochs,
    double loss,
    double trainingElbo,
    double validationLoss,
    double validationElbo,
    double reconstruction,
    double kl,
    double validationKl,
    double klWeight,
    double seconds,
    boolean best) {}
