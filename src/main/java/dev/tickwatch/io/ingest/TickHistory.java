package dev.tickwatch.io.ingest;

import dev.tickwatch.market.tick.Tick;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ticks of a file or topic by symbol, and what was rejected. Filled while it is read, then only
 * looked at.
 */
public final class TickHistory {
  private final Map<String, List<Tick>> bySymbol = new LinkedHashMap<>();
  private final DefectCount defects = new DefectCount();

  TickHistory() {}

  void add(Tick tick) {
    bySymbol.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>()).add(tick);
  }

  /** Symbols by first appearance, each with its ticks in the order in which they were read. */
  public Map<String, List<Tick>> bySymbol() {
    return Collections.unmodifiableMap(bySymbol);
  }

  /** What was rejected. */
  public DefectCount defects() {
    return defects;
  }

  /** Ticks of all symbols. */
  public long ticks() {
    return bySymbol.values().stream().mapToLong(List::size).sum();
  }
}
