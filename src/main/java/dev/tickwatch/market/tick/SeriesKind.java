package dev.tickwatch.market.tick;

/**
 * What kind of series is watched: which values it can have, how far one is from another, and what
 * is normal in it.
 *
 * <p>All that is computed of values goes by their <em>level</em>, and by <em>changes</em>, which
 * are differences of levels. A change is in the unit of levels.
 */
public enum SeriesKind {
  /**
   * A price: above zero, and close to a random walk. Its level is its natural log, a change is a
   * log return. The level says nothing; returns are judged in units of their volatility, by
   * statistics that are calibrated on all symbols.
   */
  PRICE {
    @Override
    public double level(double value) {
      return Math.log(value);
    }

    @Override
    public double valueAt(double level) {
      return Math.exp(level);
    }

    @Override
    public double change(double from, double to) {
      return Math.log(to / from);
    }

    @Override
    public double after(double value, double change) {
      return value * Math.exp(change);
    }

    @Override
    public double unitAt(double value) {
      return value;
    }

    @Override
    public boolean accepts(double value) {
      return value >= LEAST && value <= MOST;
    }

    @Override
    public String bounds() {
      return "from " + LEAST + " to " + MOST;
    }
  },
  /**
   * A metric, such as a load, a count, a temperature or a balance: of any sign. Its level is its
   * value. It keeps to a level of its own, often by the time of day, and is judged by that and by
   * the symbol's own past.
   */
  METRIC {
    @Override
    public double level(double value) {
      return value;
    }

    @Override
    public double valueAt(double level) {
      return level;
    }

    @Override
    public double change(double from, double to) {
      return to - from;
    }

    @Override
    public double after(double value, double change) {
      return value + change;
    }

    @Override
    public double unitAt(double value) {
      return 1;
    }

    @Override
    public boolean accepts(double value) {
      return Math.abs(value) <= MOST_OF_METRIC;
    }

    @Override
    public String bounds() {
      return "from " + -MOST_OF_METRIC + " to " + MOST_OF_METRIC;
    }
  };

  /** Beyond these, ratios and squares of prices and sizes would leave the numbers' range. */
  private static final double LEAST = 1e-30;

  private static final double MOST = 1e30;

  /** Beyond it, changes would leave the range of floats once they are squared. */
  private static final double MOST_OF_METRIC = 1e15;

  /** The level of a value, which changes are differences of. */
  public abstract double level(double value);

  /** The value at a level: the inverse of {@link #level}. */
  public abstract double valueAt(double level);

  /** The change that leads from one value to another. */
  public abstract double change(double from, double to);

  /** The value that a change leads to. */
  public abstract double after(double value, double change);

  /** How much a value moves with a small change of 1. */
  public abstract double unitAt(double value);

  /** Whether a series of this kind can have a value; false for NaN. */
  public abstract boolean accepts(double value);

  /** The values that are accepted, in words. */
  public abstract String bounds();
}
