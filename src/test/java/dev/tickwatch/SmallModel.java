package dev.tickwatch;

import dev.tickwatch.lab.training.Trainer;
import dev.tickwatch.lab.training.TrainingListener;
import dev.tickwatch.lab.training.TrainingSettings;
import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.window.WindowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up prices, and a model trained on them in seconds: real in kind, small in every size. */
public final class SmallModel {
  private static final long START_MICROS = 1_700_000_000_000_000L;
  private static final long SECOND_MICROS = 1_000_000;

  private static final TrainingSettings SETTINGS =
      TrainingSettings.DEFAULT
          .edit()
          .shape(new WindowShape(16, 3))
          .hidden(8)
          .latent(2)
          .epochs(2)
          .klWarmUpEpochs(1)
          .build();

  private SmallModel() {}

  /** Trains on the first ticks of each symbol and writes the file. */
  public static Path trainedOn(Map<String, List<Tick>> ticks, Path file) throws IOException {
    return Files.write(file, Trainer.train(SETTINGS, ticks, TrainingListener.SILENT).model());
  }

  /** A random walk for each symbol, a tick about every second. */
  public static Map<String, List<Tick>> walks(List<String> symbols, int count, long seed) {
    Map<String, List<Tick>> walks = new LinkedHashMap<>();
    for (String symbol : symbols) {
      walks.put(symbol, walk(symbol, count, new Random(seed + symbol.hashCode())));
    }
    return walks;
  }

  private static List<Tick> walk(String symbol, int count, Random random) {
    List<Tick> ticks = new ArrayList<>();
    double logPrice = Math.log(100);
    long time = START_MICROS;
    for (int i = 0; i < count; i++) {
      logPrice += random.nextGaussian() * 1e-3;
      time += SECOND_MICROS / 2 + random.nextInt((int) SECOND_MICROS);
      double price = Math.round(Math.exp(logPrice) * 1e4) / 1e4;
      ticks.add(Tick.of(symbol, time, price, 1 + random.nextInt(100)));
    }
    return ticks;
  }
}
