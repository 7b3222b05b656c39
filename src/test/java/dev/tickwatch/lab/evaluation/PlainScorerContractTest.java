package dev.tickwatch.lab.evaluation;

import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.scoring.WindowScorerContract;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;
import java.util.Map;

/** A model without a network keeps to what one with a network does. */
final class PlainScorerContractTest extends WindowScorerContract {
  @Override
  protected WindowScorer open() {
    return PlainScorer.fit(
        new WindowShape(60, 10),
        FeatureSettings.DEFAULT,
        Map.of("A", ArithmeticScorer.walk("A", 1_500, 1)),
        0.5);
  }
}
