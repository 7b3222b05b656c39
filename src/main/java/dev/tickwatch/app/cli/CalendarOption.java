package dev.tickwatch.app.cli;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The market's calendar: a flag that commands share. */
public final class CalendarOption {
  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description =
          "When the market trades: xnys (US equities) or 24x7. Default: 24x7, or that of the model.")
  private String calendar;

  /**
   * The calendar that was named, if one was.
   *
   * @throws UserError when there is none of that name
   */
  public Optional<TradingCalendar> calendar() {
    try {
      return Optional.ofNullable(calendar).map(TradingCalendar::named);
    } catch (IllegalArgumentException e) {
      throw new UserError("--calendar: " + e.getMessage(), e);
    }
  }
}
