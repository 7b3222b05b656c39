package dev.tickwatch.model.scoring;

import dev.tickwatch.model.window.WindowShape;

/** The stand-in of other tests keeps to what a model does. */
final class ArithmeticScorerTest extends WindowScorerContract {
  @Override
  protected WindowScorer open() {
    return ArithmeticScorer.calibrated(new WindowShape(8, 3));
  }
}
