package dev.tickwatch.app.cli;

import dev.tickwatch.market.bar.BarRules;
import dev.tickwatch.market.bar.BarSize;
import dev.tickwatch.market.bar.EmptyBars;
import dev.tickwatch.market.calendar.TradingCalendar;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Bars that are built of ticks, and the market's calendar: flags that commands share. */
public final class BarOptions {
  @Option(
      names = "--bars",
      paramLabel = "SIZE",
      description =
          "Build time bars of the ticks by event time: 1s, 5m, 1h, 1d. Default: none, ticks are"
              + " taken as they come.")
  private String size;

  @Option(
      names = "--bar-grace",
      paramLabel = "DURATION",
      defaultValue = "PT0S",
      description =
          "A bar closes when a tick comes that is this much later than its end, as PT5S; a tick of a"
              + " closed bar is too late. Default: ${DEFAULT-VALUE}")
  private Duration grace;

  @Option(
      names = "--empty-bars",
      paramLabel = "skip|fill",
      defaultValue = "SKIP",
      description =
          "A bar without a tick is skipped, or filled with the last price and no size while the"
              + " market is in its regular session. Default: skip")
  private EmptyBars emptyBars;

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

  /**
   * How bars are built; empty for none.
   *
   * @throws UserError when a flag is wrong
   */
  public Optional<BarRules> rules(TradingCalendar market) {
    if (size == null) {
      return Optional.empty();
    }
    BarSize parsed;
    try {
      parsed = BarSize.parse(size);
    } catch (IllegalArgumentException e) {
      throw new UserError("--bars '" + size + "' is not " + e.getMessage(), e);
    }
    try {
      return Optional.of(new BarRules(parsed, market, grace, emptyBars));
    } catch (IllegalArgumentException e) {
      throw new UserError("--bar-grace: " + e.getMessage(), e);
    }
  }
}
