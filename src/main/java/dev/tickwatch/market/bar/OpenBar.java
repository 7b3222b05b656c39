package dev.tickwatch.market.bar;

import dev.tickwatch.market.tick.Tick;
import java.nio.ByteBuffer;

/** A bar that may take more ticks. */
final class OpenBar {
  static final int BYTES = 3 * Long.BYTES + 6 * Double.BYTES;

  private final long startMicros;
  private final long endMicros;
  private long closeMicros = Long.MIN_VALUE;
  private double close;
  private double size;
  private double high = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double bid;
  private double ask;

  OpenBar(long startMicros, long endMicros) {
    this.startMicros = startMicros;
    this.endMicros = endMicros;
  }

  /** Reads what {@link #encode} wrote. */
  OpenBar(ByteBuffer from) {
    this(from.getLong(), from.getLong());
    closeMicros = from.getLong();
    close = from.getDouble();
    size = from.getDouble();
    high = from.getDouble();
    low = from.getDouble();
    bid = from.getDouble();
    ask = from.getDouble();
    if (!Double.isFinite(close)) {
      throw new IllegalArgumentException("an open bar that stands at " + close + " cannot be");
    }
  }

  void encode(ByteBuffer to) {
    to.putLong(startMicros).putLong(endMicros).putLong(closeMicros);
    to.putDouble(close).putDouble(size).putDouble(high).putDouble(low).putDouble(bid);
    to.putDouble(ask);
  }

  long startMicros() {
    return startMicros;
  }

  long endMicros() {
    return endMicros;
  }

  double close() {
    return close;
  }

  boolean holds(long micros) {
    return startMicros <= micros && micros < endMicros;
  }

  /** Takes a tick, which may be a bar itself; of ticks of one time the last to come closes. */
  void add(Tick tick) {
    if (tick.eventTimeMicros() >= closeMicros) {
      closeMicros = tick.eventTimeMicros();
      close = tick.price();
      bid = tick.bid();
      ask = tick.ask();
    }
    size += tick.size();
    high = Math.max(high, tick.hasRange() ? tick.high() : tick.price());
    low = Math.min(low, tick.hasRange() ? tick.low() : tick.price());
  }

  Tick closed(String symbol) {
    return new Tick(symbol, endMicros - 1, close, size, high, low, bid, ask, null, null);
  }
}
