package dev.tickwatch.market.tick;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why a record is not a tick that can be scored.
 *
 * @param reason the kind of defect
 * @param detail what was wrong, with the offending value, for a person to read
 */
public record TickDefect(Reason reason, String detail) {

  /** For a tick that is older than every tick in its symbol's window of that many steps. */
  public static TickDefect tooLate(Tick tick, int steps) {
    Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), ChronoUnit.MICROS);
    return new TickDefect(
        Reason.TOO_LATE,
        "event time %s is older than the newest %d ticks of %s"
            .formatted(time, steps, tick.symbol()));
  }

  /** Kinds of defect; {@link #code()} is what dead letters and meters carry. */
  public enum Reason {
    /** The bytes are not a tick in the configured format. */
    UNPARSABLE("unparsable"),
    /** The symbol is absent or empty. */
    MISSING_SYMBOL("missing_symbol"),
    /** The symbol is too long, or has control characters or halves of characters. */
    BAD_SYMBOL("bad_symbol"),
    /** The price is absent, not finite, not above zero, or beyond all prices. */
    BAD_PRICE("bad_price"),
    /** The size is not finite, below zero, or beyond all sizes. */
    BAD_SIZE("bad_size"),
    /** High or low of a bar is no price, or the low is above the high. */
    BAD_RANGE("bad_range"),
    /** Bid or ask is no price. */
    BAD_QUOTE("bad_quote"),
    /** The event time lies outside the accepted span. */
    BAD_TIME("bad_time"),
    /**
     * The event time is older than every tick that the symbol's window still holds, or in a bar
     * that has closed.
     */
    TOO_LATE("too_late");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** Stable lower-case code. */
    public String code() {
      return code;
    }
  }
}
