package dev.tickwatch.lab.soak;

import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.lab.harness.RandomWalk;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Two models of the usual size, trained in short on made-up prices, that take turns in a directory.
 * Not thread-safe.
 */
final class SoakModels {
  private static final String NAME = "default";
  private static final int TICKS = 4_000;
  private static final int MEAN_MICROS = 100_000;
  private static final long START_MICROS = 1_700_000_000_000_000L;

  private final DirectoryCatalog catalog;
  private final List<TrainingResult> models;
  private int published;

  /** Trains both. */
  SoakModels(Path directory) {
    catalog = new DirectoryCatalog(directory, NAME);
    models = List.of(trained(1), trained(2));
  }

  private static TrainingResult trained(long seed) {
    TrainingSettings settings = TrainingSettings.DEFAULT.edit().epochs(1).klWarmUpEpochs(1).build();
    RandomWalk walk = new RandomWalk("SYM", new Random(seed), 5e-4, 100);
    List<Tick> ticks = walk.next(TICKS, START_MICROS, MEAN_MICROS);
    return Trainer.train(settings, Map.of("SYM", ticks), TrainingListener.SILENT);
  }

  /** Publishes the other model as a newer version. */
  void publishNext() {
    TrainingResult next = models.get(published % models.size());
    String version = String.format(Locale.ROOT, "soak-%06d", published);
    catalog.publish(new ModelArtifact(NAME, version, next.model()));
    published++;
  }

  /** How many were published after the first. */
  int swaps() {
    return published - 1;
  }
}
