package dev.tickwatch.market.tick;

import dev.tickwatch.market.tick.TickDefect.Reason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides whether a tick's values can be scored. Immutable and thread-safe; reads no clock, so that
 * a replay is judged as the live stream was.
 *
 * @param times event times before or after them are absurd
 * @param series which values the ticks can have
 */
public record TickCheck(EventTimeBounds times, SeriesKind series) {

  /** The longest symbol, in characters: it is key and part of every record that is written. */
  public static final int MAX_SYMBOL = 200;

  private static final double MOST_SIZE = 1e30;

  /** Accepts prices, and event times from 1900-01-01 to 2100-01-01. */
  public static final TickCheck DEFAULT = new TickCheck(EventTimeBounds.DEFAULT, SeriesKind.PRICE);

  /** Neither may be null. */
  public TickCheck {
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(series, "series");
  }

  /** The same for series of another kind. */
  public TickCheck of(SeriesKind other) {
    return new TickCheck(times, other);
  }

  /** The first defect of a tick, or empty when it can be scored. */
  public Optional<TickDefect> defectOf(Tick tick) {
    if (tick.symbol() == null || tick.symbol().isBlank()) {
      return defect(Reason.MISSING_SYMBOL, "symbol is empty");
    }
    if (badSymbol(tick.symbol())) {
      return defect(
          Reason.BAD_SYMBOL,
          "symbol of "
              + tick.symbol().length()
              + " characters is longer than "
              + MAX_SYMBOL
              + " or has control characters or halves of characters");
    }
    if (!series.accepts(tick.price())) {
      return defect(Reason.BAD_PRICE, "price " + tick.price() + " is not " + series.bounds());
    }
    if (!(tick.size() >= 0 && tick.size() <= MOST_SIZE)) {
      return defect(Reason.BAD_SIZE, "size " + tick.size() + " is not from zero to " + MOST_SIZE);
    }
    if (badQuote(tick.bid()) || badQuote(tick.ask())) {
      return defect(
          Reason.BAD_QUOTE,
          "quote " + tick.bid() + " / " + tick.ask() + " is not " + series.bounds());
    }
    if (badRange(tick)) {
      return defect(
          Reason.BAD_RANGE,
          "high "
              + tick.high()
              + " and low "
              + tick.low()
              + " are not in this order and "
              + series.bounds());
    }
    Instant time = Instant.EPOCH.plus(tick.eventTimeMicros(), java.time.temporal.ChronoUnit.MICROS);
    if (!times.include(time)) {
      return defect(Reason.BAD_TIME, "event time " + time + " is outside " + times);
    }
    return Optional.empty();
  }

  private boolean badRange(Tick tick) {
    return badQuote(tick.high()) || badQuote(tick.low()) || tick.low() > tick.high();
  }

  private boolean badQuote(double quote) {
    return !Double.isNaN(quote) && !series.accepts(quote);
  }

  private static boolean badSymbol(String symbol) {
    if (symbol.length() > MAX_SYMBOL) {
      return true;
    }
    for (int i = 0; i < symbol.length(); i++) {
      char c = symbol.charAt(i);
      if (c < ' ' || c > '~') {
        return isBadAt(symbol);
      }
    }
    return false;
  }

  /** Of symbols with unusual characters: a half of a pair would be lost in the symbol's bytes. */
  private static boolean isBadAt(String symbol) {
    return symbol
        .codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static Optional<TickDefect> defect(Reason reason, String detail) {
    return Optional.of(new TickDefect(reason, detail));
  }
}
