package dev.tickwatch.model.scoring;

import dev.tickwatch.detect.symbol.Calibrator;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A scorer that is plain arithmetic on each window: the newest tick against mean and deviation of
 * those before it. A row's numbers do not depend on the batch around it.
 */
public final class ArithmeticScorer implements WindowScorer {
  private static final int MODELLED = Features.MODELLED;
  private static final Instant EPOCH = Instant.parse("2024-01-02T00:00:00Z");

  private final Manifest manifest;
  private volatile boolean closed;

  /** With a given manifest. */
  public ArithmeticScorer(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Calibrated on seeded random walks like those of {@link #walk}. */
  public static ArithmeticScorer calibrated(WindowShape shape) {
    ArithmeticScorer raw = new ArithmeticScorer(manifest(shape, Calibration.NONE));
    Map<String, List<Tick>> ticks = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      ticks.put("CAL" + i, walk("CAL" + i, 2_000, 1_000 + i));
    }
    return new ArithmeticScorer(raw.manifest.withCalibration(Calibrator.fit(raw, ticks, Map.of())));
  }

  /** A manifest whose values beyond shape and calibration are arbitrary. */
  public static Manifest manifest(WindowShape shape, Calibration calibration) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        "arithmetic-1",
        Features.NAMES,
        FeatureSettings.DEFAULT,
        shape,
        "tick",
        5,
        1,
        1,
        1,
        0,
        List.of(),
        EPOCH,
        EPOCH,
        0,
        "",
        "test",
        calibration);
  }

  /** The same model as if it had been trained on bars of a size. */
  public ArithmeticScorer ofBars(String size) {
    return of(manifest.version(), size, manifest.featureSettings());
  }

  /** The same model under another version. */
  public ArithmeticScorer ofVersion(String version) {
    return of(version, manifest.sampling(), manifest.featureSettings());
  }

  /** The same model as if it had been trained with other settings of its features. */
  public ArithmeticScorer ofFeatures(FeatureSettings settings) {
    return of(manifest.version(), manifest.sampling(), settings);
  }

  /** The same model for series of a kind. */
  public ArithmeticScorer scoring(SeriesKind series) {
    return new ArithmeticScorer(manifest.scoring(series));
  }

  private ArithmeticScorer of(String version, String size, FeatureSettings settings) {
    return new ArithmeticScorer(
        new Manifest(
            manifest.formatVersion(),
            version,
            manifest.features(),
            settings,
            manifest.shape(),
            size,
            manifest.degreesOfFreedom(),
            manifest.latent(),
            manifest.hidden(),
            manifest.draws(),
            manifest.noiseSeed(),
            manifest.symbols(),
            manifest.trainedFrom(),
            manifest.trainedTo(),
            manifest.trainingTicks(),
            manifest.dataHash(),
            manifest.trainerVersion(),
            manifest.calibration()));
  }

  /** A seeded random walk, one tick about a second, event times in order. */
  public static List<Tick> walk(String symbol, int count, long seed) {
    Random random = new Random(seed);
    List<Tick> ticks = new ArrayList<>(count);
    long time = EPOCH.toEpochMilli() * 1000;
    double price = 100;
    for (int i = 0; i < count; i++) {
      time += 1_000_000 + random.nextInt(200_000);
      price *= Math.exp(0.001 * random.nextGaussian());
      ticks.add(Tick.of(symbol, time, price, Math.exp(random.nextGaussian())));
    }
    return ticks;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void score(ScoreBatch batch) {
    if (closed) {
      throw new IllegalStateException("scorer is closed");
    }
    if (!batch.shape().equals(manifest.shape())) {
      throw new IllegalArgumentException("batch is for " + batch.shape());
    }
    FloatBuffer filled = batch.filled();
    float[] window = new float[manifest.shape().windowFloats()];
    for (int row = 0; row < batch.size(); row++) {
      filled.get(window);
      scoreRow(window, batch, row);
    }
  }

  private void scoreRow(float[] window, ScoreBatch batch, int row) {
    int steps = manifest.shape().steps();
    double reconstruction = 0;
    double newest = 0;
    for (int f = 0; f < MODELLED; f++) {
      double mean = 0;
      for (int t = 0; t < steps - 1; t++) {
        mean += window[t * Features.COUNT + f] / (steps - 1);
      }
      double variance = 1e-12;
      for (int t = 0; t < steps - 1; t++) {
        variance += Math.pow(window[t * Features.COUNT + f] - mean, 2) / (steps - 1);
      }
      double scale = Math.sqrt(variance);
      for (int t = 0; t < steps; t++) {
        double residual = (window[t * Features.COUNT + f] - mean) / scale;
        double logLikelihood = -0.5 * residual * residual - Math.log(scale) - 0.9189385332046727;
        batch.stepLogLikelihood[(row * MODELLED + f) * steps + t] = (float) logLikelihood;
        reconstruction += logLikelihood;
        if (t == steps - 1) {
          newest += logLikelihood;
          batch.tickResidual[row * MODELLED + f] = (float) residual;
          batch.tickLogLikelihood[row * MODELLED + f] = (float) logLikelihood;
        }
      }
      if (f == Features.LOG_RETURN) {
        predict(batch, row, mean, scale);
      }
      if (f == Features.LOG_SIZE) {
        batch.sizeGivenReturn[row] = batch.tickResidual[row * MODELLED + f];
      }
    }
    batch.unchanged[row] = unchanged(window, steps);
    double kl = Math.log1p(newest * newest);
    batch.reconstruction[row] = (float) reconstruction;
    batch.kl[row] = (float) kl;
    batch.elbo[row] = (float) (reconstruction - kl);
  }

  /**
   * Log odds of an unchanged price: how often it was unchanged, one of each supposed beforehand.
   */
  private static float unchanged(float[] window, int steps) {
    double still = 1;
    for (int t = 0; t < steps - 1; t++) {
      still += window[t * Features.COUNT + Features.LOG_RETURN] == 0 ? 1 : 0;
    }
    return (float) Math.log(still / (steps + 1 - still));
  }

  private void predict(ScoreBatch batch, int row, double mean, double scale) {
    int horizon = manifest.shape().horizon();
    batch.returnLocation[row] = (float) mean;
    batch.returnScale[row] = (float) scale;
    for (int h = 0; h < horizon; h++) {
      batch.forecastLocation[row * horizon + h] = (float) (mean * (h + 1));
      batch.forecastScale[row * horizon + h] = (float) (scale * Math.sqrt(h + 1.0));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
