package dev.tickwatch.lab.baseline;

/** What of a bar a baseline is fed with. */
public enum BaselineInput {
  /** Logarithm of the price: blind to session breaks. */
  LOG_PRICE("log price", 1),
  /** Logarithms of the price and of 1 + size. */
  LOG_PRICE_AND_SIZE("log price and size", 2),
  /** Log return, 0 across a session break. */
  RETURN("masked return", 1),
  /** Log return, 0 across a session break, and the logarithm of 1 + size. */
  RETURN_AND_SIZE("masked return and size", 2);

  private final String label;
  private final int dimensions;

  BaselineInput(String label, int dimensions) {
    this.label = label;
    this.dimensions = dimensions;
  }

  /** Such as {@code masked return}. */
  public String label() {
    return label;
  }

  /** Numbers a bar. */
  public int dimensions() {
    return dimensions;
  }

  /** Fills {@code row} with what bar {@code i} is to a baseline. */
  void read(BarSeries series, int i, double[] row) {
    row[0] =
        switch (this) {
          case LOG_PRICE, LOG_PRICE_AND_SIZE -> Math.log(series.price()[i]);
          case RETURN, RETURN_AND_SIZE ->
              i == 0 || series.sessionBreak()[i]
                  ? 0
                  : Math.log(series.price()[i] / series.price()[i - 1]);
        };
    if (dimensions > 1) {
      row[1] = Math.log1p(series.size()[i]);
    }
  }
}
