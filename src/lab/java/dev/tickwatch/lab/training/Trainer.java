package dev.tickwatch.lab.training;

import ai.djl.ndarray.NDManager;
import dev.tickwatch.detect.symbol.Calibrator;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Features;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Trains a model, exports it, checks the export against the trained network, and calibrates it. */
public final class Trainer {
  private static final int CHECKED_WINDOWS = 256;
  private static final int JUDGED_WINDOWS = 4096;
  private static final int MAPPED_WINDOWS = 1024;
  private static final int EXAMPLES = 3;
  private static final int HASH_DIGITS = 6;

  private static final DateTimeFormatter VERSION_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The framework collects gradients for one training of a process at a time. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final TrainingSettings settings;
  private final TrainingData data;
  private final WeightLayout layout;
  private final TrainingListener listener;

  private Trainer(
      TrainingSettings settings, Map<String, List<Tick>> ticks, TrainingListener listener) {
    this.settings = settings;
    this.listener = listener;
    data = new TrainingData(settings, ticks, listener);
    layout = new WeightLayout(NetworkSettings.of(settings));
  }

  /**
   * Trains on ticks. The same settings and ticks give the same bytes on the same machine. An
   * interrupt of the thread ends training within a batch.
   *
   * @param ticks by symbol; sorted here by event time, ties in the order given
   * @param listener called on this thread
   * @throws TrainingException when there are too few ticks, training diverges, the device is not
   *     there, the thread is interrupted, another training runs in this process, or the export does
   *     not agree with the trained network
   */
  public static TrainingResult train(
      TrainingSettings settings, Map<String, List<Tick>> ticks, TrainingListener listener) {
    if (!ONE_AT_A_TIME.tryLock()) {
      throw new TrainingException("another training runs in this process; wait for its end");
    }
    try {
      return new Trainer(settings, ticks, listener).run();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private TrainingResult run() {
    float[] weights;
    List<EpochReport> history;
    try (NDManager root = Torch.open(ScoringDevice.parse(settings.device()))) {
      Fitting fitting = new Fitting(settings, data, layout, listener, root);
      weights = fitting.run();
      history = fitting.history();
    }
    // On the CPU whatever the device was: GPUs round matrix products for speed.
    try (NDManager root = Torch.open(ScoringDevice.CPU)) {
      return export(weights, history, new TrainedNetwork(settings, layout, weights, root));
    }
  }

  private TrainingResult export(
      float[] weights, List<EpochReport> history, TrainedNetwork network) {
    OnnxFile file =
        OnnxFile.of(
            NetworkSettings.of(settings), layout, weights, settings.draws(), settings.seed());
    Manifest manifest = manifest(weights);
    Windows validation = data.validationWindows();
    SelfCheck check;
    RollingForecast rolling;
    try (WindowScorer scorer = open(file, manifest)) {
      check = SelfCheck.compare(network, scorer, validation.thinned(CHECKED_WINDOWS)).orRefuse();
      manifest = manifest.withCalibration(calibrate(scorer));
    }
    try (WindowScorer scorer = open(file, manifest)) {
      String symbol = data.longest();
      rolling =
          RollingForecast.of(
              scorer, symbol, data.ticks().get(symbol), data.heldOut().get(symbol).newest().from());
    }
    PredictionQuality quality =
        PredictionQuality.measure(
            network,
            settings.degreesOfFreedom(),
            data.trainingWindows(0).thinned(JUDGED_WINDOWS),
            validation.thinned(JUDGED_WINDOWS));
    TrainingReport report =
        new TrainingReport(
            history,
            check,
            quality,
            examples(network, validation),
            PriorSamples.draw(network, settings, validation.thinned(MAPPED_WINDOWS)),
            LatentMap.of(network, settings, validation.thinned(MAPPED_WINDOWS)),
            rolling);
    return new TrainingResult(file.bytes(manifest), manifest, report);
  }

  private static WindowScorer open(OnnxFile file, Manifest manifest) {
    return OnnxWindowScorer.open(file.bytes(manifest), manifest.version(), ScoringDevice.CPU);
  }

  private Calibration calibrate(WindowScorer scorer) {
    try {
      return Calibrator.fit(scorer, data.ticks(), data.heldOut());
    } catch (IllegalArgumentException e) {
      throw new TrainingException("the model could not be calibrated: " + e.getMessage(), e);
    }
  }

  private List<ValidationExample> examples(TrainedNetwork network, Windows validation) {
    Windows chosen = validation.thinned(EXAMPLES);
    List<ValidationExample> examples = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      examples.add(ValidationExample.of(network, settings, chosen, i));
    }
    return examples;
  }

  private Manifest manifest(float[] weights) {
    String dataHash = Digest.ofTicks(data.ticks());
    String contents = new Digest().add(dataHash).add(settings.toString()).add(weights).hex();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        VERSION_TIME.format(data.trainedTo()) + "-" + contents.substring(0, HASH_DIGITS),
        Features.NAMES,
        data.features(),
        settings.shape(),
        settings.sampling(),
        settings.degreesOfFreedom(),
        settings.latent(),
        settings.hidden(),
        settings.draws(),
        settings.seed(),
        data.symbols(),
        data.trainedFrom(),
        data.trainedTo(),
        data.trainingTicks(),
        dataHash,
        trainerVersion(),
        Calibration.NONE);
  }

  private static String trainerVersion() {
    String version = Trainer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
