package dev.tickwatch.lab.baseline;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Spectral residual (Ren et al. 2019, "Time-Series Anomaly Detection Service at Microsoft"): the
 * saliency map of a window is what is left of it when the local mean of its log amplitude spectrum
 * is taken away. The newest bar's score is how far its saliency stands above the mean of those
 * before it, relative to that mean. As in the paper the window is lengthened by estimated points,
 * so that the newest bar does not stand at its edge. Needs no fit.
 */
public final class SpectralResidualBaseline implements Baseline {
  private static final int WINDOW = 128;
  private static final int ESTIMATED =
      5; // points appended, and points that they are estimated from
  private static final int REAL = WINDOW - ESTIMATED;
  private static final int SPECTRUM_MEAN = 3;
  private static final int SALIENCY_MEAN = 21;
  private static final double LEAST_AMPLITUDE =
      1e-12; // a flat window has no spectrum to take a log of

  private final BaselineInput input;
  private final double[][] window = new double[2][WINDOW]; // real and imaginary parts
  private final double[] logAmplitude = new double[WINDOW];

  /**
   * One variant.
   *
   * @throws IllegalArgumentException when the input has more than one number a bar
   */
  public SpectralResidualBaseline(BaselineInput input) {
    if (input.dimensions() != 1) {
      throw new IllegalArgumentException("spectral residual takes one number a bar: " + input);
    }
    this.input = input;
  }

  @Override
  public String name() {
    return "spectral residual, " + input.label();
  }

  @Override
  public void fit(List<BarSeries> training) {}

  @Override
  public double[] score(BarSeries series) {
    double[] values = new double[series.length()];
    double[] row = new double[1];
    double[] scores = new double[series.length()];
    for (int i = 0; i < scores.length; i++) {
      input.read(series, i, row);
      values[i] = row[0];
      scores[i] = i < REAL - 1 ? Double.NaN : scoreOfNewest(values, i);
    }
    return scores;
  }

  private double scoreOfNewest(double[] values, int newest) {
    System.arraycopy(values, newest - REAL + 1, window[0], 0, REAL);
    Arrays.fill(window[0], REAL, WINDOW, estimate(values, newest));
    Arrays.fill(window[1], 0);
    FastFourierTransformer.transformInPlace(
        window, DftNormalization.STANDARD, TransformType.FORWARD);
    whiten();
    FastFourierTransformer.transformInPlace(
        window, DftNormalization.STANDARD, TransformType.INVERSE);
    double before = 0;
    for (int i = REAL - 1 - SALIENCY_MEAN; i < REAL - 1; i++) {
      before += saliency(i);
    }
    double mean = Math.max(before / SALIENCY_MEAN, LEAST_AMPLITUDE);
    return (saliency(REAL - 1) - mean) / mean;
  }

  /**
   * The next point, as many steps on at the mean slope from the last point to those before it. As
   * in the authors' own program the newest bar has no part in it, or it would hide itself.
   */
  private static double estimate(double[] values, int newest) {
    int last = newest - 1;
    double slopes = 0;
    for (int back = 1; back <= ESTIMATED; back++) {
      slopes += (values[last] - values[last - back]) / back;
    }
    return values[last - ESTIMATED + 1] + slopes;
  }

  /** Replaces log amplitudes by their residual; phases stay. */
  private void whiten() {
    for (int k = 0; k < WINDOW; k++) {
      double amplitude = Math.hypot(window[0][k], window[1][k]);
      logAmplitude[k] = Math.log(Math.max(amplitude, LEAST_AMPLITUDE));
    }
    for (int k = 0; k < WINDOW; k++) {
      double sum = 0;
      for (int j = k - SPECTRUM_MEAN / 2; j <= k + SPECTRUM_MEAN / 2; j++) {
        sum += logAmplitude[Math.floorMod(j, WINDOW)];
      }
      // exp(log A - mean) over A is exp(-mean).
      double factor = Math.exp(-sum / SPECTRUM_MEAN);
      window[0][k] *= factor;
      window[1][k] *= factor;
    }
  }

  private double saliency(int i) {
    return Math.hypot(window[0][i], window[1][i]);
  }
}
