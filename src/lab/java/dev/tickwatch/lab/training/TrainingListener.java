package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainingProgress;

/** Hears how training on ticks goes, on the training thread. */
public interface TrainingListener extends TrainingProgress {

  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** A symbol has too few ticks for one training and one validation window and is left out. */
  default void symbolLeftOut(String symbol, int ticks) {}
}
