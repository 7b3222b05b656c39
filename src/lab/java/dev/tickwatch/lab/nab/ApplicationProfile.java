package dev.tickwatch.lab.nab;

/** What finding, missing and false alarms are worth to somebody; the benchmark's own weights. */
public enum ApplicationProfile {
  /** Balanced. */
  STANDARD("standard", 1, 0.11, 1),
  /** False alarms cost twice as much. */
  REWARD_LOW_FP_RATE("reward_low_FP_rate", 1, 0.22, 1),
  /** A missed window costs twice as much. */
  REWARD_LOW_FN_RATE("reward_low_FN_rate", 1, 0.11, 2);

  private final String label;
  private final double truePositive;
  private final double falsePositive;
  private final double falseNegative;

  ApplicationProfile(
      String label, double truePositive, double falsePositive, double falseNegative) {
    this.label = label;
    this.truePositive = truePositive;
    this.falsePositive = falsePositive;
    this.falseNegative = falseNegative;
  }

  /** As the benchmark writes it. */
  public String label() {
    return label;
  }

  /** Earned by a window that is found at its first row. */
  public double truePositive() {
    return truePositive;
  }

  /** Lost by a row that is far from any window before it. */
  public double falsePositive() {
    return falsePositive;
  }

  /** Lost by a window that is missed. */
  public double falseNegative() {
    return falseNegative;
  }
}
