package dev.tickwatch.market.bar;

import dev.tickwatch.market.tick.Tick;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A {@link BarBuilder} for every symbol, in memory. Not thread-safe. */
public final class BarBuilders {
  private final BarRules rules;
  private final Map<String, BarBuilder> bySymbol = new HashMap<>();

  /** No tick seen yet. */
  public BarBuilders(BarRules rules) {
    this.rules = rules;
  }

  /**
   * Takes a tick of any symbol.
   *
   * @param closed receives the bars of the symbol that the tick closes, before this returns
   * @return false when the tick is too late, its bar being closed
   */
  public boolean add(Tick tick, Consumer<Tick> closed) {
    return bySymbol
        .computeIfAbsent(tick.symbol(), symbol -> new BarBuilder(symbol, rules))
        .add(tick, closed);
  }
}
