package dev.tickwatch.lab.baseline;

import hex.tree.isoforextended.isolationtree.CompressedIsolationTree;
import hex.tree.isoforextended.isolationtree.IsolationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Isolation forest (Liu, Ting & Zhou 2008) of 100 trees of 256 bars over the features of {@link
 * IsolationFeatures}: a bar is the more anomalous the fewer cuts set it apart. Score {@code
 * 2^(-mean path length / c(256))}. Must be fitted.
 */
public final class IsolationForestBaseline implements Baseline {
  private static final int TREES = 100;
  private static final int SAMPLES = 256;
  private static final int HEIGHT_LIMIT = 8; // log2 of the samples
  private static final int AXIS_PARALLEL = 0;
  private static final int MOST_TRAINING_BARS = 100_000;

  /** Mean path length of an unsuccessful search in a tree of 256: 2 H(255) - 2 * 255 / 256. */
  private static final double USUAL_PATH =
      2 * (Math.log(SAMPLES - 1) + 0.5772156649015329) - 2 * (SAMPLES - 1.0) / SAMPLES;

  private final long seed;
  private final List<CompressedIsolationTree> trees = new ArrayList<>();

  /** One forest. */
  public IsolationForestBaseline(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return "isolation forest";
  }

  /**
   * Grows the trees on at most 100,000 bars, drawn with equal chances.
   *
   * @throws IllegalArgumentException when no bar of the training is past its warm-up
   */
  @Override
  public void fit(List<BarSeries> training) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> rows = sample(training, random);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no training bar is past its warm-up");
    }
    trees.clear();
    for (int tree = 0; tree < TREES; tree++) {
      double[][] columns = new double[IsolationFeatures.COUNT][SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        double[] row = rows.get(random.nextInt(rows.size()));
        for (int f = 0; f < columns.length; f++) {
          columns[f][i] = row[f];
        }
      }
      trees.add(
          new IsolationTree(HEIGHT_LIMIT, AXIS_PARALLEL)
              .buildTree(columns, random.nextLong(Integer.MAX_VALUE), tree));
    }
  }

  private static List<double[]> sample(List<BarSeries> training, SplittableRandom random) {
    List<double[]> rows = new ArrayList<>();
    int seen = 0;
    for (BarSeries series : training) {
      IsolationFeatures features = new IsolationFeatures(series);
      for (int i = 0; i < series.length(); i++) {
        if (!features.ready(i)) {
          continue;
        }
        seen++;
        if (rows.size() < MOST_TRAINING_BARS) {
          rows.add(features.row(i));
        } else {
          int place = random.nextInt(seen);
          if (place < MOST_TRAINING_BARS) {
            rows.set(place, features.row(i));
          }
        }
      }
    }
    return rows;
  }

  @Override
  public double[] score(BarSeries series) {
    if (trees.isEmpty()) {
      throw new IllegalStateException("the isolation forest was not fitted");
    }
    IsolationFeatures features = new IsolationFeatures(series);
    double[] scores = new double[series.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = features.ready(i) ? score(features.row(i)) : Double.NaN;
    }
    return scores;
  }

  private double score(double[] row) {
    double paths = 0;
    for (CompressedIsolationTree tree : trees) {
      paths += tree.computePathLength(row);
    }
    return Math.pow(2, -paths / TREES / USUAL_PATH);
  }
}
