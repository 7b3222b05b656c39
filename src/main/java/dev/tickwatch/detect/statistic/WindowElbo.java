package dev.tickwatch.detect.statistic;

/** Negative ELBO of the whole window. */
final class WindowElbo extends TickStatistic {
  private final double handicap;

  /**
   * @param handicap decades that it gives to the others in the combination
   */
  WindowElbo(double handicap) {
    super("window", Aspect.LIKELIHOOD, TickStatistics.LONGEST_SPAN, "whole window");
    this.handicap = handicap;
  }

  @Override
  public double value(TickEvidence tick) {
    return tick.residuals().count() < span() ? INSUFFICIENT_HISTORY : -tick.scored().elbo();
  }

  @Override
  public double handicap() {
    return handicap;
  }

  /** Most of it lies at the step that the decoder found least likely. */
  @Override
  public Finding explain(TickEvidence tick) {
    int oddest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int back = 0; back < tick.scored().steps(); back++) {
      double likelihood = tick.scored().stepLogLikelihood(back);
      if (likelihood < least) {
        least = likelihood;
        oddest = back;
      }
    }
    return new Finding(oddest, -tick.scored().elbo(), Double.NaN, Double.NaN);
  }
}
