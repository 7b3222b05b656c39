package dev.tickwatch.lab.training;

import dev.tickwatch.detect.symbol.Calibrator;
import dev.tickwatch.lab.export.ExportedNetwork;
import dev.tickwatch.lab.export.OnnxFile;
import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.lab.learning.EpochReport;
import dev.tickwatch.lab.learning.Torch;
import dev.tickwatch.lab.learning.TrainedNetwork;
import dev.tickwatch.lab.learning.TrainedWeights;
import dev.tickwatch.lab.learning.TrainingException;
import dev.tickwatch.lab.learning.TrainingLoop;
import dev.tickwatch.lab.lstm.LstmVae;
import dev.tickwatch.lab.network.FixedNoise;
import dev.tickwatch.lab.network.Network;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.calibration.Calibration;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.manifest.ManifestJson;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoreBatch;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.scoring.WindowScorer;
import dev.tickwatch.model.window.Features;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains a model, exports it, checks the export against the trained network, and calibrates it. */
public final class Trainer {
  private static final int CHECKED_WINDOWS = 256;
  private static final int JUDGED_WINDOWS = 4096;
  private static final int MAPPED_WINDOWS = 1024;
  private static final int EXAMPLES = 3;
  private static final int HASH_DIGITS = 6;

  private static final DateTimeFormatter VERSION_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final TrainingSettings settings;
  private final TrainingData data;
  private final Network network;
  private final TrainingListener listener;

  private Trainer(
      TrainingSettings settings, Map<String, List<Tick>> ticks, TrainingListener listener) {
    this.settings = settings;
    this.listener = listener;
    data = new TrainingData(settings, ticks, listener);
    network = new LstmVae(settings.sizes());
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
    return Torch.alone(() -> new Trainer(settings, ticks, listener).run());
  }

  private TrainingResult run() {
    TrainedWeights weights =
        TrainingLoop.train(
            network, data, settings.loop(), listener, ScoringDevice.parse(settings.device()));
    FixedNoise noise = new FixedNoise(settings.draws(), network.latent(), settings.seed());
    OnnxFile file = OnnxFile.of(network, weights.flat(), noise);
    try (TrainedNetwork trained = TrainedNetwork.open(network, weights.flat(), noise)) {
      return checked(file, manifest(weights.flat()), trained, weights.history());
    }
  }

  private TrainingResult checked(
      OnnxFile file, Manifest plain, TrainedNetwork trained, List<EpochReport> history) {
    Windows validation = data.validationWindows();
    SelfCheck check;
    Manifest manifest;
    try (WindowScorer scorer = open(file, plain)) {
      check =
          SelfCheck.compare(trained, exported(scorer), validation.thinned(CHECKED_WINDOWS))
              .orRefuse();
      manifest = plain.withCalibration(calibrate(scorer));
    }
    TrainingReport report =
        new TrainingReport(
            history,
            check,
            quality(trained, validation),
            examples(trained, validation),
            PriorSamples.draw(trained, settings, validation.thinned(MAPPED_WINDOWS)),
            LatentMap.of(trained, settings, validation.thinned(MAPPED_WINDOWS)),
            rolling(file, manifest));
    return new TrainingResult(bytes(file, manifest), manifest, report);
  }

  /** What is checked is what the service will run. */
  private static ExportedNetwork exported(WindowScorer scorer) {
    return (inputs, count) -> {
      ScoreBatch batch = new ScoreBatch(scorer.manifest().shape(), count);
      int floats = batch.shape().windowFloats();
      for (int i = 0; i < count; i++) {
        batch.nextSlot().put(inputs, i * floats, floats);
      }
      scorer.score(batch);
      return batch.byName();
    };
  }

  private RollingForecast rolling(OnnxFile file, Manifest manifest) {
    try (WindowScorer scorer = open(file, manifest)) {
      String symbol = data.longest();
      return RollingForecast.of(
          scorer, symbol, data.ticks().get(symbol), data.heldOut().get(symbol).newest().from());
    }
  }

  private PredictionQuality quality(TrainedNetwork trained, Windows validation) {
    return PredictionQuality.measure(
        trained,
        settings.degreesOfFreedom(),
        data.trainingWindows(0).thinned(JUDGED_WINDOWS),
        validation.thinned(JUDGED_WINDOWS));
  }

  /** The file with what it says of itself. */
  static byte[] bytes(OnnxFile file, Manifest manifest) {
    return file.bytes(
        manifest.trainerVersion(), Map.of(Manifest.METADATA_KEY, ManifestJson.write(manifest)));
  }

  private static WindowScorer open(OnnxFile file, Manifest manifest) {
    return OnnxWindowScorer.open(bytes(file, manifest), manifest.version(), ScoringDevice.CPU);
  }

  private Calibration calibrate(WindowScorer scorer) {
    try {
      return Calibrator.fit(scorer, data.ticks(), data.heldOut());
    } catch (IllegalArgumentException e) {
      throw new TrainingException("the model could not be calibrated: " + e.getMessage(), e);
    }
  }

  private List<ValidationExample> examples(TrainedNetwork trained, Windows validation) {
    Windows chosen = validation.thinned(EXAMPLES);
    List<ValidationExample> examples = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      examples.add(ValidationExample.of(trained, settings, chosen, i));
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
