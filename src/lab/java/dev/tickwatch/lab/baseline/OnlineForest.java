package dev.tickwatch.lab.baseline;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/**
 * Random Cut Forest (Guha et al. 2016) of 50 trees, 256 samples and shingles of 8 rows over one
 * series, as its streaming library does it. The score is the forest's own, not the grade that its
 * threshold makes of it. Not thread-safe.
 */
public final class OnlineForest {
  private static final int TREES = 50;
  private static final int SAMPLES = 256;
  private static final int SHINGLE = 8;

  private final ThresholdedRandomCutForest forest;
  private long rows;
  private boolean ready;

  /**
   * An empty forest.
   *
   * @param transform what the library does to its input before the forest sees it
   * @param dimensions numbers a row
   */
  OnlineForest(TransformMethod transform, int dimensions, long seed) {
    forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(dimensions * SHINGLE)
            .shingleSize(SHINGLE)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLES)
            .transformMethod(transform)
            .parallelExecutionEnabled(false)
            .randomSeed(seed)
            .build();
  }

  /**
   * One number a row, of which it judges the normalised differences: the cheapest of its variants.
   */
  public static OnlineForest ofDifferences(long seed) {
    return new OnlineForest(TransformMethod.NORMALIZE_DIFFERENCE, 1, seed);
  }

  /** Scores a row and learns from it; NaN until it has seen enough. */
  public double next(double... row) {
    double score = forest.process(row, rows++).getRCFScore();
    ready |= score > 0; // 0 is its word for "not yet"
    return ready ? score : Double.NaN;
  }
}
