package dev.tickwatch.lab.bench;

import dev.tickwatch.lab.harness.RandomWalk;
import dev.tickwatch.lab.harness.TickSource;
import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Ticks of many symbols, one after the other, again and again. Endless. Not thread-safe. */
final class SymbolTicks implements TickSource {
  private static final double VOLATILITY = 1e-3;
  private static final double PRICE_STEPS = 1e4;

  private final List<TickSource> symbols = new ArrayList<>();
  private long count;

  /**
   * Random walks, or real prices.
   *
   * @param symbols how many
   * @param real series that the symbols take in turn, over and over; empty for walks
   */
  SymbolTicks(int symbols, Map<String, List<Tick>> real, long seed) {
    List<List<Tick>> series = new ArrayList<>(real.values());
    Random random = new Random(seed);
    for (int i = 0; i < symbols; i++) {
      String symbol = String.format(Locale.ROOT, "S%05d", i);
      this.symbols.add(
          series.isEmpty()
              ? new RandomWalk(symbol, random, VOLATILITY, PRICE_STEPS)
              : again(symbol, series.get(i % series.size())));
    }
  }

  /** A series under another name, over and over. */
  private static TickSource again(String symbol, List<Tick> ticks) {
    return new TickSource() {
      private int next;

      @Override
      public Tick next(long eventTimeMicros) {
        Tick tick = ticks.get(next);
        next = (next + 1) % ticks.size();
        return Tick.of(symbol, eventTimeMicros, tick.price(), tick.size());
      }
    };
  }

  int symbols() {
    return symbols.size();
  }

  @Override
  public Tick next(long eventTimeMicros) {
    return symbols.get((int) (count++ % symbols.size())).next(eventTimeMicros);
  }
}
