package dev.tickwatch.lab.soak;

import dev.tickwatch.lab.harness.RandomWalk;
import dev.tickwatch.lab.harness.TickSource;
import dev.tickwatch.market.tick.Tick;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random walks of symbols that come and go. {@value #TURNS} times as many symbols as trade at a
 * time take turns, so that all were seen within the warm-up, and a symbol that comes back goes on
 * where it was. Not thread-safe.
 */
final class RotatingSymbols implements TickSource {
  /** Times as many symbols as trade at a time. */
  static final int TURNS = 5;

  private static final double VOLATILITY = 5e-4;
  private static final double CENTS = 100;

  private final Random random = new Random(17);
  private final int active;
  private final List<RandomWalk> symbols;
  private final double turnMicros;
  private long firstMicros = Long.MIN_VALUE;

  /**
   * @param active symbols that trade at a time
   * @param lapSeconds after which all symbols have had their turn
   */
  RotatingSymbols(int active, double lapSeconds) {
    this.active = active;
    this.symbols =
        IntStream.range(0, TURNS * active)
            .mapToObj(index -> new RandomWalk("SYM" + index, random, VOLATILITY, CENTS))
            .toList();
    this.turnMicros = lapSeconds * 1e6 / symbols.size();
  }

  @Override
  public Tick next(long eventTimeMicros) {
    if (firstMicros == Long.MIN_VALUE) {
      firstMicros = eventTimeMicros;
    }
    long turn = (long) ((eventTimeMicros - firstMicros) / turnMicros);
    int index = (int) ((turn + random.nextInt(active)) % symbols.size());
    return symbols.get(index).next(eventTimeMicros);
  }
}
