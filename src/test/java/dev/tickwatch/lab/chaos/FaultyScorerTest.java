package dev.tickwatch.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringException;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.scoring.WindowScorerContract;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the one inside while nothing is ordered. */
final class FaultyScorerTest extends WindowScorerContract {
  private static final WindowShape SHAPE = new WindowShape(8, 3);

  @TempDir private Path orders;

  @Override
  protected WindowScorer open() {
    return new FaultyScorer(
        new ArithmeticScorer(ArithmeticScorer.manifest(SHAPE, Calibration.NONE)), orders);
  }

  @Test
  void failsOnceForEachOrderAndThenScoresTheSameBatch() throws IOException {
    ScoreBatch batch = new ScoreBatch(SHAPE, 1);
    batch.nextSlot().put(new float[SHAPE.windowFloats()]);
    try (WindowScorer scorer = open()) {
      Files.createFile(orders.resolve(FaultyScorer.THROW));

      assertThatThrownBy(() -> scorer.score(batch)).isInstanceOf(ScoringException.class);
      scorer.score(batch);

      assertThat(batch.elbo[0]).isNotZero();
    }
  }
}
