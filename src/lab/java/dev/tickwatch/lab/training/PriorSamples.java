package dev.tickwatch.lab.training;

import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.lstm.LogSizes;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.network.Outputs;
import dev.tickwatch.model.window.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Windows drawn from the model's prior beside real ones: z from N(0, I), then each step from the
 * decoder's distribution given z and the times, sessions and volatilities of a real validation
 * window. If the latent and the decoder are worth something, the two are hard to tell apart.
 */
public final class PriorSamples {
  private static final int BATCH = 256;
  private static final int SHOWN = 4;
  private static final double FAR = 3;
  private static final double RETURN_BOUND = 20;

  /** One window, by step. */
  private static final class Path {
    /** Level from the start. */
    private final double[] price;

    /** Standardised log size. */
    private final double[] size;

    /** In units of the volatility expected of each. */
    private final double[] returns;

    private Path(int steps) {
      price = new double[steps];
      size = new double[steps];
      returns = new double[steps];
    }
  }

  /** A statistic of all real windows and of all sampled ones. */
  public record Statistic(String name, double real, double sampled) {}

  private final List<Path> real = new ArrayList<>();
  private final List<Path> sampled = new ArrayList<>();

  final ChangeUnit unit;

  private PriorSamples(ChangeUnit unit) {
    this.unit = unit;
  }

  /**
   * Draws one window for each given one.
   *
   * @param windows at least one
   */
  static PriorSamples draw(TrainedNetwork network, TrainingSettings settings, Windows windows) {
    PriorSamples samples = new PriorSamples(ChangeUnit.of(settings.features().series()));
    Random random = new Random(settings.seed());
    int steps = settings.shape().steps();
    for (int first = 0; first < windows.size(); first += BATCH) {
      int count = Math.min(BATCH, windows.size() - first);
      float[] latents = new float[count * settings.latent()];
      for (int i = 0; i < latents.length; i++) {
        latents[i] = (float) random.nextGaussian();
      }
      Outputs<float[]> drawn = network.decode(windows.inputs(first, count), latents);
      for (int i = 0; i < count; i++) {
        float[] rows = windows.inputs(first + i, 1);
        samples.real.add(realPath(rows, steps, samples.unit));
        samples.sampled.add(sample(rows, drawn, i, settings, random));
      }
    }
    return samples;
  }

  private static Path realPath(float[] rows, int steps, ChangeUnit shown) {
    Path path = new Path(steps);
    LogSizes sizes = LogSizes.of(rows, steps);
    for (int t = 0; t < steps; t++) {
      double unit = Math.exp(rows[t * Features.COUNT + Features.LOG_VOLATILITY]);
      double change = rows[t * Features.COUNT + Features.LOG_RETURN];
      path.returns[t] = change / unit;
      path.price[t] = (t == 0 ? 0 : path.price[t - 1]) + change * shown.perChange();
      path.size[t] = sizes.standardised(rows[t * Features.COUNT + Features.LOG_SIZE]);
    }
    return path;
  }

  private static Path sample(
      float[] rows, Outputs<float[]> drawn, int window, TrainingSettings settings, Random random) {
    int steps = settings.shape().steps();
    TDistribution t = TDistribution.of(settings.degreesOfFreedom());
    ChangeUnit shown = ChangeUnit.of(settings.features().series());
    float[] unchanged = drawn.get(LstmVae.STEP_UNCHANGED);
    float[] location = drawn.get(LstmVae.STEP_LOCATION);
    float[] scale = drawn.get(LstmVae.STEP_SCALE);
    Path path = new Path(steps);
    for (int step = 0; step < steps; step++) {
      int at = window * steps + step;
      double unit = Math.exp(rows[step * Features.COUNT + Features.LOG_VOLATILITY]);
      double still = 1 / (1 + Math.exp(-unchanged[at]));
      double[] values = new double[2];
      for (int f = 0; f < values.length; f++) {
        int of = (window * Features.MODELLED + f) * steps + step;
        double noise = t.inverseCumulativeProbability(random.nextDouble());
        values[f] = location[of] + scale[of] * noise;
      }
      double change = Math.max(-RETURN_BOUND, Math.min(RETURN_BOUND, values[0]));
      path.returns[step] = random.nextDouble() < still ? 0 : change;
      double moved = path.returns[step] * unit * shown.perChange();
      path.price[step] = (step == 0 ? 0 : path.price[step - 1]) + moved;
      path.size[step] = values[1];
    }
    return path;
  }

  /** What a reader may judge the samples by. */
  public List<Statistic> statistics() {
    return List.of(
        statistic("std of return", path -> std(path.returns)),
        statistic("share of |return| > 3", path -> share(path.returns, r -> r > FAR)),
        statistic("share unchanged", path -> share(path.returns, r -> r == 0)),
        statistic("autocorrelation of |return|", path -> autocorrelation(absolute(path.returns))),
        statistic("mean of size", path -> Arrays.stream(path.size).average().orElseThrow()),
        statistic("std of size", path -> std(path.size)),
        statistic("autocorrelation of size", path -> autocorrelation(path.size)));
  }

  /** The mean over windows. */
  private Statistic statistic(String name, ToDoubleFunction<Path> of) {
    return new Statistic(
        name,
        real.stream().mapToDouble(of).average().orElse(Double.NaN),
        sampled.stream().mapToDouble(of).average().orElse(Double.NaN));
  }

  /** Prices of a few evenly spaced windows, real or sampled. */
  double[][] prices(boolean ofReal) {
    return shown(ofReal, path -> path.price);
  }

  /** Sizes of the same windows. */
  double[][] sizes(boolean ofReal) {
    return shown(ofReal, path -> path.size);
  }

  private double[][] shown(boolean ofReal, Function<Path, double[]> part) {
    List<Path> from = ofReal ? real : sampled;
    int count = Math.min(SHOWN, from.size());
    double[][] shown = new double[count][];
    Arrays.setAll(shown, i -> part.apply(from.get(i * from.size() / count)));
    return shown;
  }

  private static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double share(double[] values, DoublePredicate of) {
    return Arrays.stream(values).map(Math::abs).filter(of).count() / (double) values.length;
  }

  private static double std(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** At lag 1. */
  private static double autocorrelation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double products = 0;
    double squares = 1e-12;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
      products += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
    }
    return products / squares;
  }
}
