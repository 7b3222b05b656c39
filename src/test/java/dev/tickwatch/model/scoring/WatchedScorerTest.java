package dev.tickwatch.model.scoring;

import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.window.WindowShape;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A scorer within a {@link ScoringDeadline} is as the one inside. */
final class WatchedScorerTest extends WindowScorerContract {
  private final ScoringDeadline deadline =
      new ScoringDeadline(
          Duration.ofMinutes(1),
          overrun -> {
            throw new IllegalStateException(overrun.toString());
          });

  @AfterEach
  void endTheWatch() {
    deadline.close();
  }

  @Override
  protected WindowScorer open() {
    return deadline.watched(
        new ArithmeticScorer(ArithmeticScorer.manifest(new WindowShape(8, 3), Calibration.NONE)));
  }
}
