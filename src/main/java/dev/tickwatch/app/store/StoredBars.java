package dev.tickwatch.app.store;

import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.state.StateReader;
import dev.tickwatch.state.StateWriter;
import java.nio.charset.StandardCharsets;

/**
 * Values of the bar store.
 *
 * <pre>
 * version (byte) | length (byte) and text of bar size and calendar, as 1m xnys | the builder
 * </pre>
 *
 * Immutable.
 */
public final class StoredBars {
  /** Of the layout. */
  static final byte VERSION = 1;

  private final BarRules rules;
  private final String kind;

  /** For bars of these rules. */
  public StoredBars(BarRules rules, SeriesKind series) {
    this.rules = rules;
    this.kind = rules.alignment() + (series == SeriesKind.METRIC ? " of metrics" : "");
  }

  /** A new array. */
  public byte[] write(BarBuilder builder) {
    StateWriter to = new StateWriter();
    to.int8(VERSION);
    byte[] text = kind.getBytes(StandardCharsets.UTF_8);
    to.int8((byte) text.length);
    to.raw(text);
    builder.visit(to);
    return to.toBytes();
  }

  /**
   * A symbol's builder: the stored one, or a fresh one for null.
   *
   * @throws IllegalArgumentException when other bars, or bars of another version, are stored; says
   *     which
   */
  public BarBuilder read(String symbol, byte[] stored) {
    BarBuilder builder = new BarBuilder(symbol, rules);
    if (stored == null) {
      return builder;
    }
    if (stored.length > 0 && stored[0] != VERSION) {
      throw refused(symbol, "of version " + stored[0], null);
    }
    StateReader from = new StateReader(stored);
    String found;
    try {
      byte unused = from.int8(VERSION);
      found = new String(from.raw(from.int8((byte) 0)), StandardCharsets.UTF_8);
      if (found.equals(kind)) {
        builder.visit(from);
        return builder;
      }
    } catch (IllegalArgumentException e) {
      throw refused(symbol, "that are damaged", e);
    }
    throw refused(symbol, "of " + found, null);
  }

  private IllegalArgumentException refused(String symbol, String what, RuntimeException cause) {
    return new IllegalArgumentException(
        "stored bars of %s %s and cannot go on with %s".formatted(symbol, what, kind), cause);
  }
}
