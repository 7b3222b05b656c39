package dev.tickwatch.lab.baseline.forecast;

/**
 * Predictive distributions of the cumulative log return of one series: at every bar, for 1 up to
 * the horizon bars ahead. Location 0, a scale a bar, degrees of freedom a horizon. Immutable.
 */
public final class ReturnForecasts {
  private final double[][] scale;
  private final double[] degreesOfFreedom;

  ReturnForecasts(double[][] scale, double[] degreesOfFreedom) {
    this.scale = scale;
    this.degreesOfFreedom = degreesOfFreedom;
  }

  /** Most bars ahead. */
  public int horizon() {
    return scale.length;
  }

  /**
   * Scale of the return from bar {@code bar} to bar {@code bar + ahead}; NaN while warming up and
   * where the series ends before. Of a normal shape it is the standard deviation.
   *
   * @param ahead 1 up to the horizon
   */
  public double scale(int bar, int ahead) {
    return scale[ahead - 1][bar];
  }

  /** Degrees of freedom of Student's t so many bars ahead; infinite for a normal shape. */
  public double degreesOfFreedom(int ahead) {
    return degreesOfFreedom[ahead - 1];
  }
}
