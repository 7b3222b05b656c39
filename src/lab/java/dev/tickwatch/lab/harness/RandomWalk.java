package dev.tickwatch.lab.harness;

import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random walk of one symbol's price, from 100 on and never far from there. Not thread-safe. */
public final class RandomWalk implements TickSource {
  private static final double LOWEST_LOG = Math.log(10);
  private static final double HIGHEST_LOG = Math.log(1000);
  private static final int MOST_SIZE = 100;

  private final String symbol;
  private final Random random;
  private final double volatility;
  private final double stepsPerUnit;
  private double logPrice = Math.log(100);

  /**
   * @param random may be shared with other walks of the thread
   * @param volatility of the log return of a tick
   * @param stepsPerUnit prices are rounded to so many steps in 1: 100 for cents
   */
  public RandomWalk(String symbol, Random random, double volatility, double stepsPerUnit) {
    this.symbol = symbol;
    this.random = random;
    this.volatility = volatility;
    this.stepsPerUnit = stepsPerUnit;
  }

  @Override
  public Tick next(long eventTimeMicros) {
    double next = logPrice + volatility * random.nextGaussian();
    logPrice = Math.max(LOWEST_LOG, Math.min(HIGHEST_LOG, next));
    double price = Math.round(Math.exp(logPrice) * stepsPerUnit) / stepsPerUnit;
    return Tick.of(symbol, eventTimeMicros, price, 1 + random.nextInt(MOST_SIZE));
  }

  /**
   * The next ticks, at odd intervals.
   *
   * @param startMicros before the first
   * @param meanMicros between two; each interval is half of it to one and a half
   */
  public List<Tick> next(int count, long startMicros, int meanMicros) {
    List<Tick> ticks = new ArrayList<>(count);
    long time = startMicros;
    for (int i = 0; i < count; i++) {
      time += meanMicros / 2 + random.nextInt(meanMicros);
      ticks.add(next(time));
    }
    return ticks;
  }
}
