package dev.tickwatch.lab.bench;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import java.util.Arrays;

/** The free scorer: fills a batch's outputs with constants of an unremarkable tick. */
final class ConstantScorer implements WindowScorer {
  private static final float SCALE = 1e-3f;

  private final Manifest manifest;

  ConstantScorer(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void score(ScoreBatch batch) {
    Arrays.fill(batch.elbo, -1);
    Arrays.fill(batch.reconstruction, -1);
    Arrays.fill(batch.kl, 0);
    Arrays.fill(batch.tickLogLikelihood, -1);
    Arrays.fill(batch.tickResidual, 0);
    Arrays.fill(batch.unchanged, -1);
    Arrays.fill(batch.sizeGivenReturn, 0);
    Arrays.fill(batch.returnLocation, 0);
    Arrays.fill(batch.returnScale, SCALE);
    Arrays.fill(batch.forecastLocation, 0);
    Arrays.fill(batch.forecastScale, SCALE);
    Arrays.fill(batch.stepLogLikelihood, -1);
  }

  @Override
  public void close() {}
}
