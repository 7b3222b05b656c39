package dev.tickwatch.lab.chaos;

import dev.tickwatch.lab.harness.RandomWalk;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.ModelException;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The model that scores, and the same network under other versions. Immutable; {@code onnx} is not
 * copied.
 */
final class ScoringModel {
  private static final TrainingSettings SMALL =
      TrainingSettings.DEFAULT
          .edit()
          .shape(new WindowShape(16, 3))
          .hidden(8)
          .latent(2)
          .epochs(2)
          .klWarmUpEpochs(1)
          .build();
  private static final int SYMBOLS = 4;
  private static final int TICKS = 2_000;
  private static final long START_MICROS = 1_700_000_000_000_000L;
  private static final int MEAN_MICROS = 1_000_000;

  private final byte[] onnx;
  private final String version;

  private ScoringModel(byte[] onnx) {
    this.onnx = onnx;
    try (OnnxWindowScorer scorer = open()) {
      version = scorer.manifest().version();
    }
  }

  /** A small one, trained on random walks. */
  static ScoringModel trained(long seed) {
    Map<String, List<Tick>> walks = new HashMap<>();
    for (int s = 0; s < SYMBOLS; s++) {
      RandomWalk walk = new RandomWalk("TRAIN" + s, new Random(seed + s), 1e-3, 1e4);
      walks.put("TRAIN" + s, walk.next(TICKS, START_MICROS, MEAN_MICROS));
    }
    return new ScoringModel(Trainer.train(SMALL, walks, TrainingListener.SILENT).model());
  }

  /**
   * Of a file.
   *
   * @throws ModelException when it cannot be read or used
   */
  static ScoringModel read(Path file) {
    try {
      return new ScoringModel(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ModelException("model file " + file + " cannot be read: " + e, e);
    }
  }

  /** Opens it; the caller closes. */
  OnnxWindowScorer open() {
    return OnnxWindowScorer.open(onnx, "of the trial", ScoringDevice.CPU);
  }

  byte[] onnx() {
    return onnx;
  }

  String version() {
    return version;
  }

  /**
   * The same network under another version: one of the same length, so that nothing else in the
   * file changes.
   *
   * @param number 0 to 99
   */
  ScoringModel renamed(int number) {
    String other = version.substring(0, version.length() - 2) + "%02d".formatted(number);
    String before = "\"version\":\"" + version + "\"";
    // Every byte is one character of ISO-8859-1, and the other way round.
    String file = new String(onnx, StandardCharsets.ISO_8859_1);
    int at = file.indexOf(before);
    if (at < 0) {
      throw new ModelException("the model's file does not hold " + before + " as it was expected");
    }
    String renamed =
        file.substring(0, at)
            + "\"version\":\""
            + other
            + "\""
            + file.substring(at + before.length());
    return new ScoringModel(renamed.getBytes(StandardCharsets.ISO_8859_1));
  }
}
