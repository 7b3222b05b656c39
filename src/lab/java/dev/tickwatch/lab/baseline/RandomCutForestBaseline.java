package dev.tickwatch.lab.baseline;

import com.amazon.randomcutforest.config.TransformMethod;
import java.util.List;
import java.util.Locale;

/** An {@link OnlineForest} over each series. Learns while it streams; needs no fit. */
public final class RandomCutForestBaseline implements Baseline {
  private final TransformMethod transform;
  private final BaselineInput input;
  private final long seed;

  /**
   * One variant.
   *
   * @param transform what the library does to its input before the forest sees it
   */
  public RandomCutForestBaseline(TransformMethod transform, BaselineInput input, long seed) {
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
    OnlineForest forest = new OnlineForest(transform, input.dimensions(), seed);
    double[] scores = new double[series.length()];
    double[] row = new double[input.dimensions()];
    for (int i = 0; i < scores.length; i++) {
      input.read(series, i, row);
      scores[i] = forest.next(row);
    }
    return scores;
  }
}
