package dev.tickwatch.model.scoring;

import java.nio.file.Path;

/** On a small model that was trained once. */
final class OnnxWindowScorerTest extends WindowScorerContract {
  private static final Path TRAINED =
      Path.of("src/test/resources/dev/tickwatch/app/stream/approved/trained.onnx");

  @Override
  protected WindowScorer open() {
    return OnnxWindowScorer.open(TRAINED, ScoringDevice.CPU);
  }
}
