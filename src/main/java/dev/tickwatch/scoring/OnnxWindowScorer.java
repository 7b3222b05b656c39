package dev.tickwatch.scoring;

import dev.tickwatch.model.Manifest;
import java.nio.file.Path;

/** A model run by ONNX Runtime. */
public final class OnnxWindowScorer implements WindowScorer {
  private OnnxWindowScorer() {}

  /** From a file. */
  public static OnnxWindowScorer open(Path file, ScoringDevice device) {
    throw new UnsupportedOperationException();
  }

  /** From bytes; {@code name} appears in error messages. */
  public static OnnxWindowScorer open(byte[] model, String name, ScoringDevice device) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Manifest manifest() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void score(ScoreBatch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
