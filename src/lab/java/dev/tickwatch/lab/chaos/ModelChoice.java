package dev.tickwatch.lab.chaos;

import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;

/** Which model scores a tick. */
@FunctionalInterface
interface ModelChoice {
  /**
   * The scorer; whoever chose it closes it.
   *
   * @param sequence of the tick, of its symbol
   */
  WindowScorer of(String symbol, long sequence);

  /** A scorer that is another one whenever it is told so. */
  final class Switch implements WindowScorer {
    private WindowScorer now;

    Switch(WindowScorer first) {
      now = first;
    }

    void to(WindowScorer next) {
      now = next;
    }

    @Override
    public Manifest manifest() {
      return now.manifest();
    }

    @Override
    public void score(ScoreBatch batch) {
      now.score(batch);
    }

    @Override
    public void close() {
      // Those that it stands for are not its own.
    }
  }
}
