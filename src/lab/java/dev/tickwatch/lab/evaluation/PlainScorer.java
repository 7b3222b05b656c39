package dev.tickwatch.lab.evaluation;

import dev.tickwatch.detect.symbol.Calibrator;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.calibration.HeldOut;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.DayProfileFit;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model without a network: each return in units of the volatility that was expected of it (EWMA
 * times the day's profile), each size against mean and deviation of the window. Through the same
 * tests, calibration and combination as the LSTM-VAE it tells what the network adds.
 */
final class PlainScorer implements WindowScorer {
  private static final double DEGREES_OF_FREEDOM = 4;

  /** Scale of a t distribution of 4 degrees of freedom and variance 1. */
  private static final double SCALE = Math.sqrt(0.5);

  private static final int SHORTEST_STRETCH = 210;
  private static final double LOG_DENSITY_AT_0 = Math.log(0.375);

  private final Manifest manifest;

  private PlainScorer(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Learns the day's profile from a share of the ticks and calibrates on the others. */
  static PlainScorer fit(
      WindowShape shape,
      FeatureSettings features,
      Map<String, List<Tick>> training,
      double validationShare) {
    List<List<Tick>> trainedOn = new ArrayList<>();
    Map<String, HeldOut> heldOut = new TreeMap<>();
    training.forEach(
        (symbol, ticks) -> {
          HeldOut held = HeldOut.share(ticks.size(), validationShare, SHORTEST_STRETCH);
          held.trainedOn().forEach(span -> trainedOn.add(ticks.subList(span.from(), span.to())));
          heldOut.put(symbol, held);
        });
    FeatureSettings fitted = features.withProfile(DayProfileFit.of(features, trainedOn));
    PlainScorer raw = new PlainScorer(manifest(shape, fitted));
    return new PlainScorer(raw.manifest.withCalibration(Calibrator.fit(raw, training, heldOut)));
  }

  private static Manifest manifest(WindowShape shape, FeatureSettings features) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        "no-network",
        Features.NAMES,
        features,
        shape,
        "tick",
        DEGREES_OF_FREEDOM,
        1,
        1,
        1,
        0,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        "",
        "",
        Calibration.NONE);
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public void score(ScoreBatch batch) {
    FloatBuffer filled = batch.filled();
    float[] window = new float[manifest.shape().windowFloats()];
    for (int row = 0; row < batch.size(); row++) {
      filled.get(window);
      scoreRow(window, batch, row);
    }
  }

  private void scoreRow(float[] window, ScoreBatch batch, int row) {
    int steps = manifest.shape().steps();
    double mean = 0;
    double squares = 0;
    int still = 0;
    for (int t = 0; t < steps - 1; t++) {
      double size = window[t * Features.COUNT + Features.LOG_SIZE];
      mean += size / (steps - 1);
      squares += size * size / (steps - 1);
      still += window[t * Features.COUNT + Features.LOG_RETURN] == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(Math.max(0, squares - mean * mean) + 0.05);
    double reconstruction = 0;
    for (int t = 0; t < steps; t++) {
      int at = t * Features.COUNT;
      double z = window[at + Features.LOG_RETURN] / Math.exp(window[at + Features.LOG_VOLATILITY]);
      double v = (window[at + Features.LOG_SIZE] - mean) / deviation;
      // The newest step's stay.
      reconstruction += put(batch, row, z, v);
      for (int f = 0; f < Features.MODELLED; f++) {
        batch.stepLogLikelihood[(row * Features.MODELLED + f) * steps + t] =
            batch.tickLogLikelihood[row * Features.MODELLED + f];
      }
    }
    int newest = (steps - 1) * Features.COUNT;
    int to = row * Features.MODELLED;
    batch.sizeGivenReturn[row] = batch.tickResidual[to + Features.LOG_SIZE];
    batch.unchanged[row] = (float) Math.log((still + 0.5) / (steps - 1 - still + 0.5));
    double volatility = Math.exp(window[newest + Features.LOG_VOLATILITY]);
    batch.returnLocation[row] = 0;
    batch.returnScale[row] = (float) (volatility * SCALE);
    int horizon = manifest.shape().horizon();
    for (int h = 0; h < horizon; h++) {
      batch.forecastLocation[row * horizon + h] = 0;
      batch.forecastScale[row * horizon + h] = (float) (volatility * SCALE * Math.sqrt(h + 1));
    }
    batch.reconstruction[row] = (float) reconstruction;
    batch.kl[row] = 0;
    batch.elbo[row] = (float) reconstruction;
  }

  private static double put(ScoreBatch batch, int row, double z, double v) {
    int at = row * Features.MODELLED;
    double u = z / SCALE;
    double nu = DEGREES_OF_FREEDOM;
    double ofReturn = LOG_DENSITY_AT_0 - Math.log(SCALE) - (nu + 1) / 2 * Math.log1p(u * u / nu);
    double ofSize = -0.5 * v * v;
    batch.tickResidual[at] = (float) u;
    batch.tickResidual[at + 1] = (float) v;
    batch.tickResidual[at + 2] = 0;
    batch.tickLogLikelihood[at] = (float) ofReturn;
    batch.tickLogLikelihood[at + 1] = (float) ofSize;
    batch.tickLogLikelihood[at + 2] = 0;
    return ofReturn + ofSize;
  }

  @Override
  public void close() {}
}
