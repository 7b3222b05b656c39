package dev.tickwatch.lab.network;

import java.util.SplittableRandom;

/** Examples to train on, and others that are held out. */
public interface DataSplit {

  /**
   * The examples of one epoch.
   *
   * @param random decides on their order, and on which ones where there is a choice
   */
  Examples training(SplittableRandom random);

  /** The same in every epoch. */
  Examples validation();
}
