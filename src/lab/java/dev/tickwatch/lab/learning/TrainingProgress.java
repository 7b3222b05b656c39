package dev.tickwatch.lab.learning;

/** Hears how training goes, on the training thread; a slow listener slows training. */
public interface TrainingProgress {

  /** Hears nothing. */
  TrainingProgress SILENT = new TrainingProgress() {};

  /**
   * A batch of an epoch is done.
   *
   * @param epoch from 1
   * @param done batches of this epoch done so far, from 1
   * @param total batches in this epoch
   */
  default void batchDone(int epoch, int done, int total) {}

  /** An epoch and its validation are done. */
  default void epochDone(EpochReport report) {}
}
