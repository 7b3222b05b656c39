package dev.tickwatch.lab.evaluation;

import dev.tickwatch.market.tick.Tick;
import java.util.List;
import java.util.Map;

/** A detector under test. Not thread-safe. */
public interface Contender extends AutoCloseable {

  /** Names it in tables. */
  String name();

  /**
   * Learns what is usual.
   *
   * @param training by symbol, in order of event time
   */
  void fit(Map<String, List<Tick>> training);

  /**
   * One score a tick, higher for a more anomalous one, that depends on it and the ticks before it
   * alone; NaN while not ready. Each call begins anew.
   *
   * @param ticks by symbol, in order of event time
   */
  Map<String, double[]> score(Map<String, List<Tick>> ticks);

  @Override
  default void close() {}
}
