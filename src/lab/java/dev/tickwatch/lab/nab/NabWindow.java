package dev.tickwatch.lab.nab;

/**
 * Rows of a file that hold an anomaly.
 *
 * @param first index of the first row
 * @param last index of the last row, inclusive
 */
public record NabWindow(int first, int last) {
  /** Checks the order of the ends. */
  public NabWindow {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("window from row " + first + " to row " + last);
    }
  }

  /** Number of rows. */
  public int rows() {
    return last - first + 1;
  }
}
