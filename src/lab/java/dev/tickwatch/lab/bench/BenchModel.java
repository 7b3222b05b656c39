package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.manifest.Manifest;
import dev.tickwatch.model.scoring.OnnxWindowScorer;
import dev.tickwatch.model.scoring.ScoringDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model that is measured. */
final class BenchModel {
  private static final int SYMBOLS = 4;
  private static final int TICKS = 1_500;

  private BenchModel() {}

  /**
   * A network of the default sizes after one epoch on random walks: it knows next to nothing, and
   * is as fast as one that does.
   */
  static Path train(Path file) throws IOException {
    SymbolTicks walks = new SymbolTicks(SYMBOLS, Map.of(), 7);
    Map<String, List<Tick>> ticks = new LinkedHashMap<>();
    for (int i = 0; i < SYMBOLS * TICKS; i++) {
      Tick tick = walks.next(1_600_000_000_000_000L + i * 250_000L);
      ticks.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>()).add(tick);
    }
    TrainingSettings settings = TrainingSettings.DEFAULT.edit().epochs(1).klWarmUpEpochs(1).build();
    return Files.write(file, Trainer.train(settings, ticks, TrainingListener.SILENT).model());
  }

  /** In words. */
  static String describe(Path file, boolean given) {
    Manifest manifest = manifest(file);
    return "model %s%s: window %d, horizon %d"
        .formatted(
            manifest.version(),
            given ? "" : " (default sizes, one epoch on random walks)",
            manifest.shape().steps(),
            manifest.shape().horizon());
  }

  /** What a model file says of itself. */
  static Manifest manifest(Path file) {
    try (OnnxWindowScorer scorer = OnnxWindowScorer.open(file, ScoringDevice.CPU)) {
      return scorer.manifest();
    }
  }
}
