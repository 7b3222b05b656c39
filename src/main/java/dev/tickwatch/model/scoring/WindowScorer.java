package dev.tickwatch.model.scoring;

import dev.tickwatch.model.manifest.Manifest;

/**
 * One loaded model. {@link #score} may be called by many threads at once, each with its own batch.
 * Who opens closes; closing while another thread scores is the caller's mistake.
 */
public interface WindowScorer extends AutoCloseable {

  /** What the model is and what it was trained on. */
  Manifest manifest();

  /**
   * Scores the windows of a batch and fills its outputs. What it makes of a window is the same, bit
   * by bit, each time and whatever windows are beside it. The windows stay as they are, so that a
   * batch that failed can be scored again.
   *
   * @param batch at least one window, of this model's shape
   * @throws ScoringException when the model could not be run; the batch's outputs are then
   *     undefined
   */
  void score(ScoreBatch batch);

  @Override
  void close();
}
