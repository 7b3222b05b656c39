package dev.tickwatch.peers;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.util.List;
import java.util.Locale;

/**
 * Random Cut Forest (Guha et al. 2016) of 50 trees, 256 samples and shingles of 8 bars, as its
 * streaming library does it. The score is the forest's own, not the grade that its threshold makes
 * of it. Learns while it streams; needs no fit.
 */
public final class RandomCutForestPeer implements Peer {
  private static final int TREES = 50;
  private static final int SAMPLES = 256;
  private static final int SHINGLE = 8;

  private final TransformMethod transform;
  private final PeerInput input;
  private final long seed;

  /**
   * One variant.
   *
   * @param transform what the library does to its input before the forest sees it
   */
  public RandomCutForestPeer(TransformMethod transform, PeerInput input, long seed) {
    this.transform = transform;
    this.input = input;
    this.seed = seed;
  }

  @Override
  public String name() {
    String how = transform.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "RCF " + how + ", " + input.label();
  }

  @Override
  public void fit(List<BarSeries> training) {}

  @Override
  public double[] score(BarSeries series) {
    ThresholdedRandomCutForest forest = forest();
    double[] scores = new double[series.length()];
    double[] row = new double[input.dimensions()];
    boolean ready = false;
    for (int i = 0; i < scores.length; i++) {
      input.read(series, i, row);
      double score = forest.process(row, i).getRCFScore();
      ready |= score > 0; // 0 is its word for "not yet"
      scores[i] = ready ? score : Double.NaN;
    }
    return scores;
  }

  private ThresholdedRandomCutForest forest() {
    return ThresholdedRandomCutForest.builder()
        .dimensions(input.dimensions() * SHINGLE)
        .shingleSize(SHINGLE)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLES)
        .transformMethod(transform)
        .parallelExecutionEnabled(false)
        .randomSeed(seed)
        .build();
  }
}
