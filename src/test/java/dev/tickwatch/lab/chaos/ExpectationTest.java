package dev.tickwatch.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwatch.detect.symbol.DetectionSettings;
import dev.tickwatch.detect.symbol.Detector;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ArithmeticScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.WindowShape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is expected where the model is swapped: a score by the wrong one must be found. */
class ExpectationTest {
  private static final long SWAP = 400;
  private static final List<Input> INPUT = KnownInput.ordinary(4_000, 4, 2, 1);
  private static final WindowScorer FIRST = ArithmeticScorer.calibrated(new WindowShape(8, 3));
  private static final WindowScorer SECOND = new Wider(FIRST);

  /** Another network: its forecasts are twice as wide, and windows half as likely. */
  private record Wider(WindowScorer scorer) implements WindowScorer {
    @Override
    public Manifest manifest() {
      return scorer.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      scorer.score(batch);
      for (int row = 0; row < batch.size(); row++) {
        batch.elbo[row] *= 2;
        batch.returnScale[row] *= 2;
      }
    }

    @Override
    public void close() {
      scorer.close();
    }
  }

  private static Expectation with(ModelChoice choice) {
    return new Expectation(INPUT, "ticks", choice, new Detector(DetectionSettings.DEFAULT));
  }

  @Test
  void isTheSameTickByTickAsInBatchesButForTheVersion() {
    Expectation batches =
        new Expectation(INPUT, "ticks", FIRST, new Detector(DetectionSettings.DEFAULT));

    Expectation ticks = with((symbol, sequence) -> FIRST);

    assertThat(ticks.outcomesOf(INPUT.size())).isEqualTo(batches.outcomesOf(INPUT.size()));
    for (Output output : Output.values()) {
      assertThat(ticks.records(output).stream().map(OutputRecord::id))
          .containsExactlyInAnyOrderElementsOf(
              batches.records(output).stream().map(OutputRecord::id).toList());
    }
  }

  @Test
  void hasEachTickScoredByTheModelThatWasChosenForIt() {
    Expectation swapped = with((symbol, sequence) -> sequence < SWAP ? FIRST : SECOND);
    Expectation late = with((symbol, sequence) -> sequence <= SWAP ? FIRST : SECOND);

    Set<Long> different = new TreeSet<>();
    Map<String, ByteBuffer> others = new HashMap<>();
    late.records(Output.SCORES).forEach(score -> others.put(place(score), score.content()));
    for (OutputRecord score : swapped.records(Output.SCORES)) {
      if (!score.content().equals(others.get(place(score)))) {
        different.add(Long.parseLong(score.id()));
      }
    }
    assertThat(different).first().isEqualTo(SWAP);
    assertThat(Comparison.of(swapped.records(Output.SCORES), late.records(Output.SCORES)).wrong())
        .isPositive();
  }

  private static String place(OutputRecord score) {
    return score.group() + " " + score.id();
  }
}
