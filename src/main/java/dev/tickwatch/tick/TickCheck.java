package dev.tickwatch.tick;

import dev.tickwatch.tick.TickDefect.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a tick's values can be scored. Immutable and thread-safe; reads no clock, so that
 * a replay is judged as the live stream was.
 *
 * @param earliest event times before it are absurd
 * @param latest event times after it are absurd
 */
public record TickCheck(Instant earliest, Instant latest) {

  /** Accepts 1900-01-01 to 2100-01-01. */
  public static final TickCheck DEFAULT =
      new TickCheck(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  /**
   * @throws IllegalArgumentException when {@code earliest} is not before {@code latest}
   */
  public TickCheck {
    if (!earliest.isBefore(latest)) {
      throw new IllegalArgumentException(
          "earliest " + earliest + " must be before latest " + latest);
    }
  }

  /** The first defect of a tick, or empty when it can be scored. */
  public Optional<TickDefect> defectOf(Tick tick) {
    if (tick.symbol() == null || tick.symbol().isBlank()) {
      return defect(Reason.MISSING_SYMBOL, "symbol is empty");
    }
    if (!Double.isFinite(tick.price()) || tick.price() <= 0) {
      return defect(Reason.BAD_PRICE, "price " + tick.price() + " is not a positive finite number");
    }
    if (!Double.isFinite(tick.size()) || tick.size() < 0) {
      return defect(
          Reason.BAD_SIZE, "size " + tick.size() + " is not a finite number of zero or more");
    }
    if (badQuote(tick.bid()) || badQuote(tick.ask())) {
      return defect(
          Reason.BAD_QUOTE,
          "quote " + tick.bid() + " / " + tick.ask() + " is not positive and finite");
    }
    if (badRange(tick)) {
      return defect(
          Reason.BAD_RANGE,
          "high "
              + tick.high()
              + " and low "
              + tick.low()
              + " are not positive, finite and in this order");
    }
    Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), java.time.temporal.ChronoUnit.MICROS);
    if (time.isBefore(earliest) || time.isAfter(latest)) {
      return defect(
          Reason.BAD_TIME, "event time " + time + " is outside " + earliest + " to " + latest);
    }
    return Optional.empty();
  }

  private static boolean badRange(Tick tick) {
    return badQuote(tick.high()) || badQuote(tick.low()) || tick.low() > tick.high();
  }

  private static boolean badQuote(double quote) {
    return !Double.isNaN(quote) && (Double.isInfinite(quote) || quote <= 0);
  }

  private static Optional<TickDefect> defect(Reason reason, String detail) {
    return Optional.of(new TickDefect(reason, detail));
  }
}
