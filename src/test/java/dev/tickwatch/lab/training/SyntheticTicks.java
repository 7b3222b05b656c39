package dev.tickwatch.lab.training;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.model.window.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded ticks with what a model can learn: bounces between two prices and calm and busy times. */
final class SyntheticTicks {
  private static final long START = 1_700_000_000_000_000L;

  private SyntheticTicks() {}

  static List<Tick> of(String symbol, int count, long seed) {
    Random random = new Random(seed);
    List<Tick> ticks = new ArrayList<>();
    long time = START;
    double middle = 100;
    for (int i = 0; i < count; i++) {
      boolean busy = i / 200 % 2 == 1;
      middle *= Math.exp((busy ? 4e-4 : 1e-4) * random.nextGaussian());
      double price = middle * (i % 2 == 0 ? 1.0003 : 0.9997);
      time += (long) (1e6 * (busy ? 0.3 : 3) * (0.2 - Math.log(1 - random.nextDouble())));
      ticks.add(Tick.of(symbol, time, price, Math.exp(random.nextGaussian() + (busy ? 1 : 0))));
    }
    return ticks;
  }

  /** Small enough to train in a second. */
  static TrainingSettings settings() {
    return TrainingSettings.DEFAULT
        .edit()
        .shape(new WindowShape(12, 3))
        .hidden(8)
        .latent(2)
        .epochs(3)
        .batchSize(64)
        .learningRate(1e-2)
        .klWarmUpEpochs(3)
        .stride(3)
        .build();
  }
}
