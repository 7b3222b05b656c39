package dev.tickwatch.lab.cli;

import dev.tickwatch.app.cli.UserError;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a model is built and trained; what is not given has the trainer's default. */
final class TrainingOptions {
  @Option(names = "--window", paramLabel = "T", description = "Ticks in a window (default 60).")
  private Integer window;

  @Option(
      names = "--horizon",
      paramLabel = "H",
      description = "Ticks that a forecast looks ahead (default 10).")
  private Integer horizon;

  @Option(
      names = "--session-gap",
      paramLabel = "DURATION",
      description = "A longer gap between ticks parts two sessions, as PT1H (default PT1H).")
  private Duration sessionGap;

  @Option(
      names = "--volatility-span",
      paramLabel = "N",
      description = "Ticks over which volatility is averaged (default 120).")
  private Integer volatilitySpan;

  @Option(names = "--hidden", paramLabel = "N", description = "Units of each LSTM (default 32).")
  private Integer hidden;

  @Option(
      names = "--latent",
      paramLabel = "D",
      description = "Dimensions of the latent (default 8).")
  private Integer latent;

  @Option(
      names = "--draws",
      paramLabel = "L",
      description =
          "Latent draws that the exported graph averages over; 1 is the posterior mean (default 1).")
  private Integer draws;

  @Option(names = "--epochs", paramLabel = "N", description = "The most epochs.")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Windows in a step of the optimiser.")
  private Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "R", description = "Of Adam, at the start.")
  private Double learningRate;

  @Option(names = "--weight-decay", paramLabel = "W", description = "L2 penalty on the weights.")
  private Double weightDecay;

  @Option(names = "--clip-norm", paramLabel = "C", description = "Longest gradient.")
  private Double clipNorm;

  @Option(
      names = "--kl-warm-up",
      paramLabel = "N",
      description = "Epochs over which the KL term rises to its weight.")
  private Integer klWarmUpEpochs;

  @Option(
      names = "--free-bits",
      paramLabel = "NATS",
      description = "KL that each latent dimension may use without cost.")
  private Double freeBits;

  @Option(names = "--stride", paramLabel = "N", description = "Ticks between training windows.")
  private Integer stride;

  @Option(
      names = "--validation-share",
      paramLabel = "P",
      description =
          "Share of each symbol's ticks kept for validation and calibration, in stretches over all of"
              + " them (default 0.2).")
  private Double validationShare;

  @Option(
      names = "--min-delta",
      paramLabel = "X",
      description = "An epoch is better by more than this (default 1e-4).")
  private Double minDelta;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Epochs without a better one before training stops (default 5).")
  private Integer patience;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of weights, order and noise (default 1).")
  private Long seed;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda:N",
      description = "Where to train (default cpu).")
  private String device;

  /**
   * The settings.
   *
   * @param series what kind of series the symbols are
   * @throws UserError when a value is out of bounds
   */
  TrainingSettings settings(SeriesKind series) {
    TrainingSettings from = TrainingSettings.DEFAULT;
    try {
      return from.edit()
          .shape(
              new WindowShape(
                  or(window, from.shape().steps()), or(horizon, from.shape().horizon())))
          .features(
              new FeatureSettings(
                  or(sessionGap, from.features().sessionGap()),
                  or(volatilitySpan, from.features().volatilitySpan()),
                  from.features().calendar(),
                  from.features().profile(),
                  series))
          .hidden(or(hidden, from.hidden()))
          .latent(or(latent, from.latent()))
          .draws(or(draws, from.draws()))
          .epochs(or(epochs, from.epochs()))
          .batchSize(or(batchSize, from.batchSize()))
          .learningRate(or(learningRate, from.learningRate()))
          .weightDecay(or(weightDecay, from.weightDecay()))
          .clipNorm(or(clipNorm, from.clipNorm()))
          .klWarmUpEpochs(or(klWarmUpEpochs, from.klWarmUpEpochs()))
          .freeBits(or(freeBits, from.freeBits()))
          .stride(or(stride, from.stride()))
          .validationShare(or(validationShare, from.validationShare()))
          .minDelta(or(minDelta, from.minDelta()))
          .patience(or(patience, from.patience()))
          .seed(or(seed, from.seed()))
          .device(or(device, from.device()))
          .build();
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
