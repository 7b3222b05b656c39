package dev.tickwatch.lab.training;

import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.lab.learning.EpochReport;
import java.util.List;

/**
 * What training did, for people.
 *
 * @param history one report an epoch, in order
 * @param selfCheck how far the exported file is from the network that was trained
 * @param quality how well the model predicts validation ticks
 * @param examples a few validation windows
 * @param prior windows drawn from the prior beside real ones
 * @param latent where validation windows lie in the latent
 * @param rolling forecasts of one symbol's validation ticks
 */
public record TrainingReport(
    List<EpochReport> history,
    SelfCheck selfCheck,
    PredictionQuality quality,
    List<ValidationExample> examples,
    PriorSamples prior,
    LatentMap latent,
    RollingForecast rolling) {

  /** Copies the lists. */
  public TrainingReport {
    history = List.copyOf(history);
    examples = List.copyOf(examples);
  }
}
