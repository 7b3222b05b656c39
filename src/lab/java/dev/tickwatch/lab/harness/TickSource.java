package dev.tickwatch.lab.harness;

import dev.tickwatch.market.tick.Tick;

/** Ticks to be sent, without an end. Not thread-safe. */
@FunctionalInterface
public interface TickSource {
  /** The next tick, said to have happened at a time. */
  Tick next(long eventTimeMicros);
}
