package dev.tickwatch.app.stream;

import dev.tickwatch.detect.symbol.Score;
import dev.tickwatch.market.tick.Tick;

/**
 * Scores ticks one at a time and keeps what it needs of a symbol in memory: another detector in the
 * place of model and windows, to be measured in the same stream. Used by one task's thread.
 */
public interface TickScorer {

  /** The record of the next tick of its symbol. */
  Score score(Tick tick);
}
