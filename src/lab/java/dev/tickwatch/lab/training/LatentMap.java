package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.lstm.LogSizes;
import dev.tickwatch.lab.network.Output;
import dev.tickwatch.model.window.Features;
import java.util.Arrays;

/**
 * Validation windows on two maps: the first two principal components of their posterior means, and
 * those of their normalised returns and sizes. The figure to compare them by is how much of the log
 * of a window's realised volatility (against what was expected, so that symbols compare) each map's
 * two coordinates explain in a linear regression.
 */
public final class LatentMap {
  private static final int BATCH = 256;
  private static final int TERCILES = 3;
  private static final double RETURN_BOUND = 8;
  private static final double SIZE_BOUND = 6;

  /** By coordinate, then window. */
  final double[][] latent;

  final double[][] inputs;

  /** Of realised volatility: 0 for calm to 2 for lively; by window. */
  final int[] tercile;

  private final double latentExplains;
  private final double inputsExplain;

  private LatentMap(double[][] means, double[][] windows, double[] logVolatility) {
    latent = PrincipalComponents.firstTwo(means);
    inputs = PrincipalComponents.firstTwo(windows);
    latentExplains = PrincipalComponents.explained(latent, logVolatility);
    inputsExplain = PrincipalComponents.explained(inputs, logVolatility);
    double[] sorted = logVolatility.clone();
    Arrays.sort(sorted);
    tercile = new int[sorted.length];
    for (int i = 0; i < tercile.length; i++) {
      for (int edge = 1; edge < TERCILES; edge++) {
        tercile[i] += logVolatility[i] >= sorted[edge * sorted.length / TERCILES] ? 1 : 0;
      }
    }
  }

  /** Share of the variance of log realised volatility that the latent's map explains; 0 to 1. */
  public double latentExplains() {
    return latentExplains;
  }

  /** The same of the map of the inputs. */
  public double inputsExplain() {
    return inputsExplain;
  }

  /**
   * Maps windows.
   *
   * @param windows three or more
   */
  static LatentMap of(TrainedNetwork network, TrainingSettings settings, Windows windows) {
    int count = windows.size();
    int steps = settings.shape().steps();
    int dimensions = settings.latent();
    double[][] means = new double[count][dimensions];
    double[][] inputs = new double[count][2 * steps];
    double[] logVolatility = new double[count];
    for (int first = 0; first < count; first += BATCH) {
      int batch = Math.min(BATCH, count - first);
      float[] latent = network.run(windows, first, batch).get(Output.LATENT);
      for (int i = 0; i < batch; i++) {
        for (int d = 0; d < dimensions; d++) {
          means[first + i][d] = latent[i * dimensions + d];
        }
        float[] rows = windows.inputs(first + i, 1);
        fill(inputs[first + i], rows, steps);
        logVolatility[first + i] = logVolatility(rows, steps);
      }
    }
    return new LatentMap(means, inputs, logVolatility);
  }

  private static void fill(double[] to, float[] rows, int steps) {
    LogSizes sizes = LogSizes.of(rows, steps);
    for (int t = 0; t < steps; t++) {
      double size = sizes.standardised(rows[t * Features.COUNT + Features.LOG_SIZE]);
      to[2 * t] = within(RETURN_BOUND, standardisedReturn(rows, t));
      to[2 * t + 1] = within(SIZE_BOUND, size);
    }
  }

  private static double logVolatility(float[] rows, int steps) {
    double squares = 1e-4;
    for (int t = 0; t < steps; t++) {
      double change = within(RETURN_BOUND, standardisedReturn(rows, t));
      squares += change * change / steps;
    }
    return Math.log(squares) / 2;
  }

  private static double standardisedReturn(float[] rows, int t) {
    return rows[t * Features.COUNT + Features.LOG_RETURN]
        / Math.exp(rows[t * Features.COUNT + Features.LOG_VOLATILITY]);
  }

  private static double within(double bound, double value) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
