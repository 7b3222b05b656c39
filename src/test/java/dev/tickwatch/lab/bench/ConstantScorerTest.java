package dev.tickwatch.lab.bench;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.scoring.WindowScorerContract;
import dev.tickwatch.model.window.WindowShape;

final class ConstantScorerTest extends WindowScorerContract {
  @Override
  protected WindowScorer open() {
    return new ConstantScorer(ArithmeticScorer.manifest(new WindowShape(8, 3), Calibration.NONE));
  }
}
