package dev.tickwatch.lab.soak;

import dev.tickwatch.io.catalog.DirectoryCatalog;
import dev.tickwatch.io.catalog.ModelArtifact;
import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingResult;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return Trainer.train(settings, Map.of("SYM", walk(seed)), TrainingListener.SILENT);
  }

  private static List<Tick> walk(long seed) {
    Random random = new Random(seed);
    List<Tick> ticks = new ArrayList<>();
    double price = 100;
    long time = START_MICROS;
    for (int i = 0; i < TICKS; i++) {
      price *= Math.exp(5e-4 * random.nextGaussian());
      time += 50_000 + random.nextInt(100_000);
      ticks.add(Tick.of("SYM", time, Math.round(price * 100) / 100.0, 1 + random.nextInt(100)));
    }
    return ticks;
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
