package dev.tickwatch.lab.training;

import dev.tickwatch.lab.export.SelfCheck;
import dev.tickwatch.lab.learning.EpochReport;
import dev.tickwatch.model.manifest.Manifest;
import java.util.List;

/** A trained, checked and calibrated model. Immutable. */
public final class TrainingResult {
  private final byte[] model;
  private final Manifest manifest;
  private final TrainingReport report;

  TrainingResult(byte[] model, Manifest manifest, TrainingReport report) {
    this.model = model.clone();
    this.manifest = manifest;
    this.report = report;
  }

  /** The ONNX file with its manifest; a copy. */
  public byte[] model() {
    return model.clone();
  }

  /** What the file says about itself, with the calibration. */
  public Manifest manifest() {
    return manifest;
  }

  /** What training did, for {@link TrainingPictures}. */
  public TrainingReport report() {
    return report;
  }

  /** One report an epoch, in order. */
  public List<EpochReport> history() {
    return report.history();
  }

  /** How far the file is from the network that was trained. */
  public SelfCheck selfCheck() {
    return report.selfCheck();
  }

  /** How well it predicts validation ticks. */
  public PredictionQuality quality() {
    return report.quality();
  }

  /** A few validation windows, for {@link TrainingPictures}. */
  public List<ValidationExample> examples() {
    return report.examples();
  }
}
