package dev.tickwatch.market.bar;

import dev.tickwatch.market.calendar.TradingCalendar;
import dev.tickwatch.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether ticks become bars, and how. Settings of the section {@code ticks}.
 *
 * @param bars size of the bars, see {@link BarSize#parse}; {@code none} for none
 * @param barGrace how much later than a bar's end a tick must be to close it
 * @param emptyBars what becomes of a bar without a tick
 */
public record BarSettings(
    @Setting(
            value =
                "Score time bars of the ticks, built by event time, of the size that the model was"
                    + " trained on; `none` scores every tick.",
            byDefault = NONE,
            matching = NONE + "|[1-9][0-9]{0,4}[smhd]",
            allowed = "none, or " + BarSize.ALLOWED)
        String bars,
    @Setting(
            value =
                "A bar closes when a tick of its symbol comes that is this much later than the"
                    + " bar's end. Ticks of closed bars go to the dead letters.",
            byDefault = "0s",
            min = "0s",
            max = "1d")
        Duration barGrace,
    @Setting(
            value =
                "What becomes of a bar without a tick: skipped, or filled with the last price and"
                    + " no size while the market is in its regular session.",
            byDefault = "skip")
        EmptyBars emptyBars) {

  private static final String NONE = "none";

  /**
   * @throws IllegalArgumentException when no bar could be built
   */
  public BarSettings {
    Optional<BarSize> size;
    try {
      size = size(bars);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ticks.bars is '" + bars + "'; must be none, or " + e.getMessage(), e);
    }
    try {
      size.ifPresent(given -> BarRules.requireGrace(given, barGrace));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ticks.bar-grace: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the size of bars; empty for {@code none}.
   *
   * @throws IllegalArgumentException for anything else; the message says what a bar's size is
   */
  public static Optional<BarSize> size(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(BarSize.parse(text));
  }

  /** How bars are built; empty for none. */
  public Optional<BarRules> rules(TradingCalendar calendar) {
    return size(bars).map(size -> new BarRules(size, calendar, barGrace, emptyBars));
  }
}
