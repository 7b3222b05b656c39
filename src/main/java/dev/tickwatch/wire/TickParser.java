package dev.tickwatch.wire;

import dev.tickwatch.tick.Tick;
import dev.tickwatch.tick.TickCheck;
import dev.tickwatch.tick.TickDefect;
import dev.tickwatch.tick.TickDefect.Reason;

/** Bytes to checked ticks. Thread-safe. */
public final class TickParser {
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
