package dev.tickwatch.lab.training;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwatch.lab.learning.Bounds;
import dev.tickwatch.lab.learning.LoopSettings;
import dev.tickwatch.lab.lstm.LstmVaeSizes;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.window.FeatureSettings;
import dev.tickwatch.model.window.WindowShape;

/**
 * How a model is built and trained. Change a copy: {@code
 * TrainingSettings.DEFAULT.edit().epochs(5).build()}.
 *
 * @param shape window steps and forecast horizon
 * @param features what the features depend on
 * @param sampling what the ticks are, for the manifest: {@code tick}, or the size of their bars
 * @param hidden units of each LSTM; 2 to 512
 * @param latent D, size of the latent; 1 to 64
 * @param draws L, latent draws that the exported graph averages over; 1 (posterior mean) to 64.
 *     Training always samples one a window
 * @param degreesOfFreedom of the Student-t likelihoods; above 2, at most 1000
 * @param epochs the most epochs; 1 to 10000
 * @param batchSize windows in one step of the optimiser; 1 to 8192
 * @param learningRate of Adam at the start, falling along a cosine to a twentieth; above 0
 * @param weightDecay factor of the sum of squared weights (not biases) in the loss; 0 or more
 * @param clipNorm longest gradient, all weights taken together; above 0
 * @param klWarmUpEpochs epochs over which the weight of the KL term rises to 1; 0 or more
 * @param freeBits nats that each latent dimension may use without cost, averaged over a batch; 0 or
 *     more
 * @param forecastWeight weight of the predictive terms (newest tick, next H ticks) against the
 *     ELBO's share of one step; 0 or more
 * @param stride ticks between training windows (each epoch starts at another offset); 1 or more
 * @param validationShare share of each symbol's ticks kept for validation, in stretches spread over
 *     time, the newest among them; 0.05 to 0.5
 * @param minDelta an epoch is better when its validation loss is lower by more than this; 0 or more
 * @param patience epochs without a better one before training stops; 1 or more
 * @param seed of weights, order and noise
 * @param device {@code cpu} or {@code cuda:N}
 */
public record TrainingSettings(
    WindowShape shape,
    FeatureSettings features,
    String sampling,
    int hidden,
    int latent,
    int draws,
    double degreesOfFreedom,
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double clipNorm,
    int klWarmUpEpochs,
    double freeBits,
    double forecastWeight,
    int stride,
    double validationShare,
    double minDelta,
    int patience,
    long seed,
    String device) {

  /** Windows of 60 ticks, 10 ahead, 32 units, 8 latent dimensions, on the CPU. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(
          /* shape= */ new WindowShape(60, 10),
          /* features= */ FeatureSettings.DEFAULT,
          /* sampling= */ Manifest.EVERY_TICK,
          /* hidden= */ 32,
          /* latent= */ 8,
          /* draws= */ 1,
          /* degreesOfFreedom= */ 4,
          /* epochs= */ 12,
          /* batchSize= */ 64,
          /* learningRate= */ 5e-3,
          /* weightDecay= */ 1e-5,
          /* clipNorm= */ 1,
          /* klWarmUpEpochs= */ 4,
          /* freeBits= */ 0.25,
          /* forecastWeight= */ 1,
          /* stride= */ 4,
          /* validationShare= */ 0.2,
          /* minDelta= */ 1e-4,
          /* patience= */ 5,
          /* seed= */ 1,
          /* device= */ "cpu");

  /**
   * @throws IllegalArgumentException when a value is out of bounds; the message names it
   */
  public TrainingSettings {
    if (shape == null || features == null) {
      throw new IllegalArgumentException("shape and features must be given");
    }
    if (sampling == null || sampling.isBlank()) {
      throw new IllegalArgumentException("sampling must be given");
    }
    Bounds.require("hidden", hidden, 2, 512);
    Bounds.require("latent", latent, 1, 64);
    Bounds.require("draws", draws, 1, 64);
    Bounds.require("degrees of freedom", degreesOfFreedom, Math.nextUp(2.0), 1000);
    Bounds.require("forecast weight", forecastWeight, 0, 1000);
    Bounds.require("stride", stride, 1, 100_000);
    Bounds.require("validation share", validationShare, 0.05, 0.5);
    var unused =
        new LoopSettings(
            epochs,
            batchSize,
            learningRate,
            weightDecay,
            clipNorm,
            klWarmUpEpochs,
            freeBits,
            forecastWeight,
            minDelta,
            patience,
            seed);
    if (device == null) {
      throw new IllegalArgumentException("device must be given");
    }
    ScoringDevice.parse(device);
  }

  /** Of the network. */
  LstmVaeSizes sizes() {
    return new LstmVaeSizes(shape.steps(), shape.horizon(), hidden, latent, degreesOfFreedom);
  }

  /** What of it goes for any network. */
  LoopSettings loop() {
    return new LoopSettings(
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        clipNorm,
        klWarmUpEpochs,
        freeBits,
        forecastWeight,
        minDelta,
        patience,
        seed);
  }

  /** A builder that starts from these settings. */
  public Builder edit() {
    return new Builder(this);
  }

  /** Collects changes; {@link #build()} checks them. Not thread-safe. */
  public static final class Builder {
    private WindowShape shape;
    private FeatureSettings features;
    private String sampling;
    private int hidden;
    private int latent;
    private int draws;
    private double degreesOfFreedom;
    private int epochs;
    private int batchSize;
    private double learningRate;
    private double weightDecay;
    private double clipNorm;
    private int klWarmUpEpochs;
    private double freeBits;
    private double forecastWeight;
    private int stride;
    private double validationShare;
    private double minDelta;
    private int patience;
    private long seed;
    private String device;

    private Builder(TrainingSettings from) {
      shape = from.shape;
      features = from.features;
      sampling = from.sampling;
      hidden = from.hidden;
      latent = from.latent;
      draws = from.draws;
      degreesOfFreedom = from.degreesOfFreedom;
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      weightDecay = from.weightDecay;
      clipNorm = from.clipNorm;
      klWarmUpEpochs = from.klWarmUpEpochs;
      freeBits = from.freeBits;
      forecastWeight = from.forecastWeight;
      stride = from.stride;
      validationShare = from.validationShare;
      minDelta = from.minDelta;
      patience = from.patience;
      seed = from.seed;
      device = from.device;
    }

    /** See {@link TrainingSettings#shape()}. */
    @CanIgnoreReturnValue
    public Builder shape(WindowShape value) {
      shape = value;
      return this;
    }

    /** See {@link TrainingSettings#features()}. */
    @CanIgnoreReturnValue
    public Builder features(FeatureSettings value) {
      features = value;
      return this;
    }

    /** See {@link TrainingSettings#sampling()}. */
    @CanIgnoreReturnValue
    public Builder sampling(String value) {
      sampling = value;
      return this;
    }

    /** See {@link TrainingSettings#hidden()}. */
    @CanIgnoreReturnValue
    public Builder hidden(int value) {
      hidden = value;
      return this;
    }

    /** See {@link TrainingSettings#latent()}. */
    @CanIgnoreReturnValue
    public Builder latent(int value) {
      latent = value;
      return this;
    }

    /** See {@link TrainingSettings#draws()}. */
    @CanIgnoreReturnValue
    public Builder draws(int value) {
      draws = value;
      return this;
    }

    /** See {@link TrainingSettings#degreesOfFreedom()}. */
    @CanIgnoreReturnValue
    public Builder degreesOfFreedom(double value) {
      degreesOfFreedom = value;
      return this;
    }

    /** See {@link TrainingSettings#epochs()}. */
    @CanIgnoreReturnValue
    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    /** See {@link TrainingSettings#batchSize()}. */
    @CanIgnoreReturnValue
    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    /** See {@link TrainingSettings#learningRate()}. */
    @CanIgnoreReturnValue
    public Builder learningRate(double value) {
      learningRate = value;
      return this;
    }

    /** See {@link TrainingSettings#weightDecay()}. */
    @CanIgnoreReturnValue
    public Builder weightDecay(double value) {
      weightDecay = value;
      return this;
    }

    /** See {@link TrainingSettings#clipNorm()}. */
    @CanIgnoreReturnValue
    public Builder clipNorm(double value) {
      clipNorm = value;
      return this;
    }

    /** See {@link TrainingSettings#klWarmUpEpochs()}. */
    @CanIgnoreReturnValue
    public Builder klWarmUpEpochs(int value) {
      klWarmUpEpochs = value;
      return this;
    }

    /** See {@link TrainingSettings#freeBits()}. */
    @CanIgnoreReturnValue
    public Builder freeBits(double value) {
      freeBits = value;
      return this;
    }

    /** See {@link TrainingSettings#forecastWeight()}. */
    @CanIgnoreReturnValue
    public Builder forecastWeight(double value) {
      forecastWeight = value;
      return this;
    }

    /** See {@link TrainingSettings#stride()}. */
    @CanIgnoreReturnValue
    public Builder stride(int value) {
      stride = value;
      return this;
    }

    /** See {@link TrainingSettings#validationShare()}. */
    @CanIgnoreReturnValue
    public Builder validationShare(double value) {
      validationShare = value;
      return this;
    }

    /** See {@link TrainingSettings#minDelta()}. */
    @CanIgnoreReturnValue
    public Builder minDelta(double value) {
      minDelta = value;
      return this;
    }

    /** See {@link TrainingSettings#patience()}. */
    @CanIgnoreReturnValue
    public Builder patience(int value) {
      patience = value;
      return this;
    }

    /** See {@link TrainingSettings#seed()}. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** See {@link TrainingSettings#device()}. */
    @CanIgnoreReturnValue
    public Builder device(String value) {
      device = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when a value is out of bounds; the message names it
     */
    public TrainingSettings build() {
      return new TrainingSettings(
          shape,
          features,
          sampling,
          hidden,
          latent,
          draws,
          degreesOfFreedom,
          epochs,
          batchSize,
          learningRate,
          weightDecay,
          clipNorm,
          klWarmUpEpochs,
          freeBits,
          forecastWeight,
          stride,
          validationShare,
          minDelta,
          patience,
          seed,
          device);
    }
  }
}
