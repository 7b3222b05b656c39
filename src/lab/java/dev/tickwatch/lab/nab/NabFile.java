package dev.tickwatch.lab.nab;

import java.util.List;

/**
 * One series of the corpus. Its arrays are shared, not copied: whoever reads them leaves them as
 * they are.
 */
public final class NabFile {
  private static final double PROBATION_SHARE = 0.15;
  private static final int PROBATION_COUNTS_UP_TO = 5000; // rows

  private final String name;
  private final long[] timeMicros;
  private final double[] value;
  private final List<NabWindow> windows;

  /**
   * One file.
   *
   * @param name path in the corpus, such as {@code realTraffic/speed_7578.csv}
   * @param timeMicros of a row, as if its clock showed UTC, in microseconds since 1970
   * @param value of a row
   * @param windows in order and apart from each other
   * @throws IllegalArgumentException when lengths differ, or windows overlap or lie outside
   */
  public NabFile(String name, long[] timeMicros, double[] value, List<NabWindow> windows) {
    if (timeMicros.length != value.length) {
      throw new IllegalArgumentException("arrays of " + name + " differ in length");
    }
    int free = 0;
    for (NabWindow window : windows) {
      if (window.first() < free || window.last() >= value.length) {
        throw new IllegalArgumentException(window + " does not fit " + name);
      }
      free = window.last() + 1;
    }
    this.name = name;
    this.timeMicros = timeMicros;
    this.value = value;
    this.windows = List.copyOf(windows);
  }

  /** Path in the corpus. */
  public String name() {
    return name;
  }

  /** Times in microseconds since 1970; shared. */
  public long[] timeMicros() {
    return timeMicros;
  }

  /** Values; shared. */
  public double[] value() {
    return value;
  }

  /** Windows in order. */
  public List<NabWindow> windows() {
    return windows;
  }

  /** Number of rows. */
  public int rows() {
    return value.length;
  }

  /** Rows at the beginning that are not scored: 15 %, at most 750. */
  public int probationRows() {
    return (int) (PROBATION_SHARE * Math.min(rows(), PROBATION_COUNTS_UP_TO));
  }
}
