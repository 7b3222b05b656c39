package dev.tickwatch.model.manifest;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.Features;
import dev.tickwatch.model.window.WindowShape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
  public static final int FORMAT_VERSION = 4;

  /** A Student-t distribution of so many is a normal one for all purposes. */
  private static final double MOST_DEGREES = 1e6;

  /** Sampling of a model that was trained on the ticks as they came. */
  public static final String EVERY_TICK = "tick";

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
    require(sampling, "sampling");
    if (!(degreesOfFreedom > 2 && degreesOfFreedom <= MOST_DEGREES)) {
      throw new ModelException(
          "manifest has degrees of freedom "
              + degreesOfFreedom
              + "; must be above 2, and at most "
              + MOST_DEGREES);
    }
    require(featureSettings, "feature settings");
    require(shape, "shape");
    require(calibration, "calibration");
    int forecasts = calibration.intervals().forecast().size();
    if (forecasts != 0 && forecasts < shape.horizon()) {
      throw new ModelException(
          "manifest has intervals of "
              + forecasts
              + " forecasts; its horizon is "
              + shape.horizon());
    }
    features = List.copyOf(features);
    symbols = symbols == null ? List.of() : List.copyOf(symbols);
  }

  private static void require(Object value, String name) {
    if (value == null) {
      throw new ModelException("manifest has no " + name);
    }
  }

  /** What kind of series its ticks are of. */
  public SeriesKind series() {
    return featureSettings.series();
  }

  /** When the market is open; aligns bars of hours and days. */
  public TradingCalendar calendar() {
    return featureSettings.calendar();
  }

  /**
   * Makes sure that the model is given what it was trained on.
   *
   * @param bars size of the bars that are built, such as {@code 1m}; empty for the ticks themselves
   * @throws ModelException when that is not the model's sampling
   */
  public void requireBars(Optional<String> bars) {
    if (!sampling.equals(bars.orElse(EVERY_TICK))) {
      throw new ModelException(
          "model %s was trained on %s and cannot score %s"
              .formatted(version, inWords(sampling), inWords(bars.orElse(EVERY_TICK))));
    }
  }

  private static String inWords(String sampling) {
    return EVERY_TICK.equals(sampling) ? "single ticks (no bars)" : "bars of " + sampling;
  }

  /** The same model, scoring series of a kind that it may not have been trained on. */
  public Manifest scoring(SeriesKind series) {
    return with(featureSettings.of(series), calibration);
  }

  /** The same model with another calibration. */
  public Manifest withCalibration(Calibration other) {
    return with(featureSettings, other);
  }

  private Manifest with(FeatureSettings otherSettings, Calibration otherCalibration) {
    return new Manifest(
        formatVersion,
        version,
        features,
        otherSettings,
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
        otherCalibration);
  }
}
