package dev.tickwatch.training;

import dev.tickwatch.model.Manifest;
import java.util.List;

/** A trained, checked and calibrated model. Immutable. */
public final class TrainingResult {
  private final byte[] model;
  private final Manifest manifest;
  private final List<EpochReport> history;
  private final SelfCheck selfCheck;
  private final PredictionQuality quality;
  private final List<ValidationExample> examples;

  TrainingResult(
      byte[] model,
      Manifest manifest,
      List<EpochReport> history,
      SelfCheck selfCheck,
      PredictionQuality quality,
      List<ValidationExample> examples) {
    this.model = model.clone();
    this.manifest = manifest;
    this.history = List.copyOf(history);
    this.selfCheck = selfCheck;
    this.quality = quality;
    this.examples = List.copyOf(examples);
  }

  /** The ONNX file with its manifest; a copy. */
  public byte[] model() {
    return model.clone();
  }

  /** What the file says about itself, with the calibration. */
  public Manifest manifest() {
    return manifest;
  }

  /** One report an epoch, in order. */
  public List<EpochReport> history() {
    return history;
  }

  /** How far the file is from the network that was trained. */
  public SelfCheck selfCheck() {
    return selfCheck;
  }

  /** How well it predicts validation ticks. */
  public PredictionQuality quality() {
    return quality;
  }

  /** A few validation windows, for {@link TrainingPictures}. */
  public List<ValidationExample> examples() {
    return examples;
  }
}
