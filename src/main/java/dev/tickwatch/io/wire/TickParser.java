package dev.tickwatch.io.wire;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickCheck;
import dev.tickwatch.market.tick.TickDefect;
import dev.tickwatch.market.tick.TickDefect.Reason;

/** Bytes to checked ticks. Thread-safe. */
public final class TickParser {
  /** The longest record that is read as a tick; ticks have some hundred bytes. */
  public static final int MAX_BYTES = 256 << 10;

  private final Codec<Tick> codec;
  private final TickCheck check;

  /** Decodes with a codec, then applies a check. */
  public TickParser(Codec<Tick> codec, TickCheck check) {
    this.codec = codec;
    this.check = check;
  }

  /** Never throws for bad bytes, null among them. */
  public TickOutcome parse(byte[] value) {
    if (value == null) {
      return new TickOutcome.Rejected(new TickDefect(Reason.UNPARSABLE, "record has no value"));
    }
    if (value.length > MAX_BYTES) {
      return new TickOutcome.Rejected(
          new TickDefect(
              Reason.UNPARSABLE,
              "record is longer than the " + MAX_BYTES + " bytes that a tick may have"));
    }
    Tick tick;
    try {
      tick = codec.decode(value);
    } catch (MalformedRecordException e) {
      return new TickOutcome.Rejected(new TickDefect(Reason.UNPARSABLE, e.getMessage()));
    }
    return check
        .defectOf(tick)
        .<TickOutcome>map(TickOutcome.Rejected::new)
        .orElseGet(() -> new TickOutcome.Accepted(tick));
  }
}
