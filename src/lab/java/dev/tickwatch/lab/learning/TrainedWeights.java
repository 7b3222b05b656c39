package dev.tickwatch.lab.learning;

import java.util.List;

/** The weights of a network's best epoch, and how training went. Immutable. */
public final class TrainedWeights {
  private final float[] flat;
  private final List<EpochReport> history;

  TrainedWeights(float[] flat, List<EpochReport> history) {
    this.flat = flat.clone();
    this.history = List.copyOf(history);
  }

  /** All weights in the layout's order; a copy. */
  public float[] flat() {
    return flat.clone();
  }

  /** One report an epoch, in order. */
  public List<EpochReport> history() {
    return history;
  }
}
