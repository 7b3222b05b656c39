package dev.tickwatch.lab.soak;

/**
 * What is watched, and how much it may grow from the end of the warm-up to the end of the run: a
 * share of its median, and something besides, for what is small or comes in steps.
 */
enum Quantity {
  /** The heap. Judged right after full collections: at other times it holds garbage of any age. */
  HEAP("heap in use", "MiB", 0.10, 16, true),
  /** Resident memory of the process: heap, native memory, code. */
  RESIDENT("resident memory", "MiB", 0.05, 16, false),
  /** Open files and sockets. */
  OPEN_FILES("open files", "", 0.05, 8, false),
  /** Live threads of the JVM. */
  THREADS("threads", "", 0.05, 2, false),
  /** Series that a scrape gives. */
  METERS("meters", "", 0.01, 2, false);

  private final String label;
  private final String unit;
  private final double share;
  private final double besides;
  private final boolean afterCollections;

  Quantity(String label, String unit, double share, double besides, boolean afterCollections) {
    this.label = label;
    this.unit = unit;
    this.share = share;
    this.besides = besides;
    this.afterCollections = afterCollections;
  }

  /** What it is, in words. */
  String label() {
    return label;
  }

  /** Empty for a count. */
  String unit() {
    return unit;
  }

  /** Whether only samples right after full collections are judged. */
  boolean isJudgedAfterCollections() {
    return afterCollections;
  }

  /** How much it may grow over the time that is judged. */
  double mostGrowth(double median) {
    return share * median + besides;
  }
}
