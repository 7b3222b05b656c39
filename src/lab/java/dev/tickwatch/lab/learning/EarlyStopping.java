package dev.tickwatch.lab.learning;

/** Keeps the weights of the best epoch, and says when further ones no longer help. */
final class EarlyStopping {
  private final double minDelta;
  private final int patience;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private float[] best;

  /**
   * @param starting the weights before the first epoch
   */
  EarlyStopping(LoopSettings settings, float[] starting) {
    minDelta = settings.minDelta();
    patience = settings.patience();
    best = starting;
  }

  /** Whether an epoch is better than any before by enough to count; its weights are then kept. */
  boolean isBetter(double validationLoss) {
    return validationLoss < bestLoss - minDelta;
  }

  void keep(int epoch, double validationLoss, float[] weights) {
    bestLoss = validationLoss;
    bestEpoch = epoch;
    best = weights;
  }

  boolean isOver(int epoch) {
    return epoch - bestEpoch >= patience;
  }

  float[] best() {
    return best;
  }
}
