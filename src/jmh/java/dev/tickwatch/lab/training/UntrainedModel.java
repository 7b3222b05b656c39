package dev.tickwatch.lab.training;

import dev.tickwatch.lab.export.OnnxFile;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.lstm.LstmVaeSizes;
import dev.tickwatch.lab.network.FixedNoise;
import dev.tickwatch.lab.network.Network;
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
    Network network =
        new LstmVae(
            new LstmVaeSizes(shape.steps(), shape.horizon(), hidden, LATENT, DEGREES_OF_FREEDOM));
    float[] weights = network.weights().initial(new SplittableRandom(1));
    Manifest manifest = ArithmeticScorer.calibrated(shape).manifest();
    OnnxFile file = OnnxFile.of(network, weights, new FixedNoise(1, LATENT, 1));
    return OnnxWindowScorer.open(Trainer.bytes(file, manifest), "untrained", ScoringDevice.CPU);
  }
}
