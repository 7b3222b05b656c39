package dev.tickwatch.lab.training;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.window.WindowShape;
import java.util.SplittableRandom;

/** A network of any size with seeded random weights: it costs what a trained one costs. */
public final class UntrainedModel {
  private static final int LATENT = 8;
  private static final double DEGREES_OF_FREEDOM = 5;

  private UntrainedModel() {}

  /** A scorer on the CPU; the caller closes it. */
  public static OnnxWindowScorer open(WindowShape shape, int hidden) {
    NetworkSettings network =
        new NetworkSettings(shape.steps(), shape.horizon(), hidden, LATENT, DEGREES_OF_FREEDOM);
    WeightLayout layout = new WeightLayout(network);
    float[] weights = layout.initial(new SplittableRandom(1));
    Manifest manifest = ArithmeticScorer.calibrated(shape).manifest();
    return OnnxWindowScorer.open(
        OnnxFile.of(network, layout, weights, 1, 1).bytes(manifest),
        "untrained",
        ScoringDevice.CPU);
  }
}
