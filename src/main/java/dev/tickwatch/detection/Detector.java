package dev.tickwatch.detection;

import dev.tickwatch.model.Manifest;
import dev.tickwatch.scoring.ScoreBatch;
import dev.tickwatch.tick.Tick;

/**
 * Turns scored windows into scores, forecasts and alerts. Immutable and thread-safe; all state is
 * the symbol's.
 */
public final class Detector {

  /** With the given settings. */
  public Detector(DetectionSettings settings) {}

  /** The score record of a tick that was admitted but is still in warm-up. */
  public Score warmUp(SymbolState state, Tick tick) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes the oldest pending tick off the state's tail.
   *
   * @param symbol whose state it is
   * @param state has at least one pending tick, whose window is {@code row} of {@code batch}
   * @param manifest of the model that scored the batch
   */
  public Detection detect(
      String symbol, SymbolState state, Manifest manifest, ScoreBatch batch, int row) {
    throw new UnsupportedOperationException();
  }
}
