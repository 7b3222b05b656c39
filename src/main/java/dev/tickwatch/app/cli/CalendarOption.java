package dev.tickwatch.app.cli;

import dev.tickwatch.market.calendar.TradingCalendar;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The market's calendar: a flag that commands share. */
public final class CalendarOption {
  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description =
          "When the market trades: ${COMPLETION-CANDIDATES}. Default: 24x7, or that of the model.",
      completionCandidates = Choices.class)
  private String calendar;

  /** The choices, as one phrase of the help. */
  static final class Choices implements Iterable<String> {
    /** For picocli. */
    Choices() {}

    @Override
    public Iterator<String> iterator() {
      return List.of(String.join(" or ", TradingCalendar.described())).iterator();
    }
  }

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
