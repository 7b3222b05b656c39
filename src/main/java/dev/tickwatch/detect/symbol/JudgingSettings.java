package dev.tickwatch.detect.symbol;

import dev.tickwatch.market.tick.SeriesKind;
import dev.tickwatch.settings.Setting;
import dev.tickwatch.settings.SettingsLoader;
import java.util.Optional;

/**
 * What ticks are judged as.
 *
 * @param series what kind of series the symbols are; empty for what the model was trained on
 */
@Setting("How ticks are judged. Changing it needs no training.")
public record JudgingSettings(
    @Setting(
            value =
                "What kind of series the symbols are; without it, what the model was trained on."
                    + " A `price` is above 0 and has no level of its own: its returns are"
                    + " judged. A `metric`, such as a load, a count or a temperature, has values"
                    + " of any sign and keeps to a level, often by the time of day: that is"
                    + " judged, by the symbol's own past alone.")
        Optional<SeriesKind> series) {

  /** As the model was trained. */
  public static final JudgingSettings DEFAULT = SettingsLoader.defaults(JudgingSettings.class);
}
