package dev.tickwatch.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tickwatch.market.bar.BarBuilder;
import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.tick.SeriesKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Values of the bar store.
 *
 * <pre>
 * version (byte) | length (byte) and text of bar size and calendar, as 1m xnys | the builder
 * </pre>
 *
 * Immutable.
 */
final class StoredBars {
  private static final byte VERSION = 1;
  private static final int HEADER = 2;

  private final BarRules rules;
  private final String applicationId;
  private final byte[] kind;

  StoredBars(BarRules rules, SeriesKind series, String applicationId) {
    this.rules = rules;
    this.applicationId = applicationId;
    String ofMetrics = series == SeriesKind.METRIC ? " of metrics" : "";
    this.kind = (rules.alignment() + ofMetrics).getBytes(UTF_8);
  }

  byte[] write(BarBuilder builder) {
    ByteBuffer to = ByteBuffer.allocate(HEADER + kind.length + builder.encodedSize());
    to.put(VERSION).put((byte) kind.length).put(kind);
    builder.encode(to);
    return to.array();
  }

  /**
   * A symbol's builder: the stored one, or a fresh one for null.
   *
   * @throws StreamException when other bars are stored
   */
  BarBuilder read(String symbol, byte[] stored) {
    if (stored == null) {
      return new BarBuilder(symbol, rules);
    }
    try {
      ByteBuffer from = ByteBuffer.wrap(stored);
      byte version = from.get();
      if (version != VERSION) {
        throw refused(symbol, "of version " + version, null);
      }
      byte[] found = new byte[from.get()];
      from.get(found);
      if (!Arrays.equals(found, kind)) {
        throw refused(symbol, "of " + new String(found, UTF_8), null);
      }
      return new BarBuilder(symbol, rules, from);
    } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
      throw refused(symbol, "that are damaged", e);
    }
  }

  private StreamException refused(String symbol, String what, RuntimeException cause) {
    return new StreamException(
        "application '%s' has stored bars of %s %s and cannot go on with %s; run under another application id, or reset the application"
            .formatted(applicationId, symbol, what, new String(kind, UTF_8)),
        cause);
  }
}
