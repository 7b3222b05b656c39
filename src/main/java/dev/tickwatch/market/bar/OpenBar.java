package dev.tickwatch.market.bar;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.state.Fields;

/** A bar that may take more ticks. */
final class OpenBar {
  private long startMicros;
  private long endMicros;
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

  /** Visits all that is remembered. */
  void visit(Fields fields) {
    startMicros = fields.int64(startMicros);
    endMicros = fields.int64(endMicros);
    closeMicros = fields.int64(closeMicros);
    close = fields.float64(close);
    size = fields.float64(size);
    high = fields.float64(high);
    low = fields.float64(low);
    bid = fields.float64(bid);
    ask = fields.float64(ask);
    if (!Double.isFinite(close)) {
      throw new IllegalArgumentException("an open bar that stands at " + close + " cannot be");
    }
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
