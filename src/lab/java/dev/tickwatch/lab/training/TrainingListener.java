package dev.tickwatch.lab.training;

/** Hears how training goes, on the training thread; a slow listener slows training. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** A symbol has too few ticks for one training and one validation window and is left out. */
  default void symbolLeftOut(String symbol, int ticks) {}

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
