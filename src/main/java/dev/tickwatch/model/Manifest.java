package dev.tickwatch.model;

import dev.tickwatch.calibration.Calibration;
import dev.tickwatch.window.FeatureSettings;
import dev.tickwatch.window.Features;
import dev.tickwatch.window.WindowShape;
import java.time.Instant;
import java.util.List;

/**
 * What a model is: travels as JSON in the {@code metadata_props} entry {@value #METADATA_KEY} of
 * its ONNX file.
 *
 * @param formatVersion version of this record and of the graph's inputs and outputs; {@value
 *     #FORMAT_VERSION}
 * @param version names the model in scores, alerts and meters, such as {@code
 *     20131128T101500-3fa9c1}
 * @param features names in row order; must equal {@link Features#NAMES}
 * @param featureSettings what the features depend on
 * @param shape window steps and forecast horizon
 * @param sampling {@code tick} or the name of a bar, such as {@code 1m}
 * @param degreesOfFreedom of the Student-t likelihoods; above 2
 * @param latent D, size of the latent
 * @param hidden units of each LSTM
 * @param draws L, latent draws that the graph averages over; 1 means the posterior mean
 * @param noiseSeed seed of the graph's fixed noise; unused when {@code draws} is 1
 * @param symbols that it was trained on
 * @param trainedFrom event time of the first training tick
 * @param trainedTo event time of the last training tick
 * @param trainingTicks how many ticks it was trained on
 * @param dataHash SHA-256 of the training ticks, hex
 * @param trainerVersion version of Tickwatch that trained it
 * @param calibration tail models of its statistics on validation ticks
 */
public record Manifest(
    int formatVersion,
    String version,
    List<String> features,
    FeatureSettings featureSettings,
    WindowShape shape,
    String sampling,
    double degreesOfFreedom,
    int latent,
    int hidden,
    int draws,
    long noiseSeed,
    List<String> symbols,
    Instant trainedFrom,
    Instant trainedTo,
    long trainingTicks,
    String dataHash,
    String trainerVersion,
    Calibration calibration) {

  /** The version that this code reads and writes. */
  public static final int FORMAT_VERSION = 2;

  /** Key of the manifest in the ONNX file's {@code metadata_props}. */
  public static final String METADATA_KEY = "tickwatch.manifest";

  /**
   * @throws ModelException when this code cannot use such a model
   */
  public Manifest {
    if (formatVersion != FORMAT_VERSION) {
      throw new ModelException(
          "manifest format version is "
              + formatVersion
              + "; this Tickwatch reads "
              + FORMAT_VERSION);
    }
    if (!Features.NAMES.equals(features)) {
      throw new ModelException(
          "model wants features " + features + "; this Tickwatch computes " + Features.NAMES);
    }
    if (version == null || version.isBlank()) {
      throw new ModelException("manifest has no model version");
    }
    if (!"tick".equals(sampling)) {
      throw new ModelException(
          "model wants sampling '" + sampling + "'; this Tickwatch scores 'tick'");
    }
    if (!(degreesOfFreedom > 2)) {
      throw new ModelException(
          "manifest has degrees of freedom " + degreesOfFreedom + "; must be above 2");
    }
    require(featureSettings, "feature settings");
    require(shape, "shape");
    require(calibration, "calibration");
    features = List.copyOf(features);
    symbols = symbols == null ? List.of() : List.copyOf(symbols);
  }

  private static void require(Object value, String name) {
    if (value == null) {
      throw new ModelException("manifest has no " + name);
    }
  }

  /** The same model with another calibration. */
  public Manifest withCalibration(Calibration other) {
    return new Manifest(
        formatVersion,
        version,
        features,
        featureSettings,
        shape,
        sampling,
        degreesOfFreedom,
        latent,
        hidden,
        draws,
        noiseSeed,
        symbols,
        trainedFrom,
        trainedTo,
        trainingTicks,
        dataHash,
        trainerVersion,
        other);
  }
}
