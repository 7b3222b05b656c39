package dev.tickwatch.io.wire;

import dev.tickwatch.market.tick.Tick;
import dev.tickwatch.market.tick.TickDefect;

/** What became of a record's bytes. */
public sealed interface TickOutcome {

  /** A tick that can be scored. */
  record Accepted(Tick tick) implements TickOutcome {}

  /** Bytes that cannot, and why. */
  record Rejected(TickDefect defect) implements TickOutcome {}
}
