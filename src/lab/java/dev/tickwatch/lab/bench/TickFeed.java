package dev.tickwatch.lab.bench;

import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Ticks of many symbols, one after the other, again and again. Endless. Not thread-safe. */
final class TickFeed {
  private static final double VOLATILITY = 1e-3;
  private static final double LOWEST_LOG = Math.log(10);
  private static final double HIGHEST_LOG = Math.log(1000);

  private final String[] symbols;
  private final List<List<Tick>> series;
  private final double[] logPrices;
  private final Random random;
  private long count;

  /**
   * Random walks, or real prices.
   *
   * @param symbols how many
   * @param real series that the symbols take in turn, over and over; empty for walks
   */
  TickFeed(int symbols, Map<String, List<Tick>> real, long seed) {
    this.symbols = new String[symbols];
    this.series = new ArrayList<>(real.values());
    logPrices = new double[symbols];
    random = new Random(seed);
    for (int i = 0; i < symbols; i++) {
      this.symbols[i] = String.format(Locale.ROOT, "S%05d", i);
      logPrices[i] = Math.log(100);
    }
  }

  int symbols() {
    return symbols.length;
  }

  /** The next tick, said to have happened at a time. */
  Tick next(long eventTimeMicros) {
    int symbol = (int) (count % symbols.length);
    long round = count / symbols.length;
    count++;
    return series.isEmpty() ? walk(symbol, eventTimeMicros) : real(symbol, round, eventTimeMicros);
  }

  private Tick walk(int symbol, long eventTimeMicros) {
    double step = logPrices[symbol] + VOLATILITY * random.nextGaussian();
    logPrices[symbol] = Math.max(LOWEST_LOG, Math.min(HIGHEST_LOG, step));
    double price = Math.round(Math.exp(logPrices[symbol]) * 1e4) / 1e4;
    return Tick.of(symbols[symbol], eventTimeMicros, price, 1 + random.nextInt(100));
  }

  private Tick real(int symbol, long round, long eventTimeMicros) {
    List<Tick> ticks = series.get(symbol % series.size());
    Tick tick = ticks.get((int) (round % ticks.size()));
    return Tick.of(symbols[symbol], eventTimeMicros, tick.price(), tick.size());
  }
}
