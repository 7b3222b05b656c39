package dev.tickwatch.app.cli;

import dev.tickwatch.market.bar.BarSettings;
import dev.tickwatch.settings.SettingsReference;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A flag that stands for one setting; its type, words and default are read from the setting.
 *
 * @param name as in {@code --quiet-ticks}
 * @param label for the value, in the help
 * @param key of the setting
 * @param words for the help; empty for those of the setting
 * @param form refuses a text of another form, with a message that says what it must be
 */
public record SettingFlag(
    String name, String label, String key, String words, Consumer<String> form) {

  /** Bars that are built of ticks. */
  public static final List<SettingFlag> BARS =
      List.of(
          new SettingFlag("--bars", "SIZE", "ticks.bars").ofForm(BarSettings::size),
          new SettingFlag("--bar-grace", "DURATION", "ticks.bar-grace"),
          new SettingFlag("--empty-bars", "skip|fill", "ticks.empty-bars"));

  /** What counts as bad data. */
  static final List<SettingFlag> QUALITY =
      List.of(
          new SettingFlag("--off-market-conditions", "CODES", "quality.off-market-conditions"),
          new SettingFlag("--silence-factor", "X", "quality.silence-factor"),
          new SettingFlag("--silence-floor", "DURATION", "quality.silence-floor"));

  /** How the market as a whole is watched. */
  static final List<SettingFlag> MARKET =
      List.of(
          new SettingFlag("--market-bucket", "DURATION", "market.bucket"),
          new SettingFlag("--market-groups", "FILE", "market.groups"),
          new SettingFlag("--market-budget-buckets", "N", "market.budget-buckets"));

  /** When alerts are raised, and how wide intervals are. */
  static final List<SettingFlag> ALERTS =
      List.of(
          new SettingFlag("--budget-ticks", "N", "alerts.budget-ticks"),
          new SettingFlag("--quiet-ticks", "N", "alerts.quiet-ticks"),
          new SettingFlag("--accept-ticks", "N", "alerts.accept-ticks"),
          new SettingFlag("--interval-level", "P", "forecasts.interval-level"));

  /** What kind of series the symbols are. */
  public static final SettingFlag SERIES =
      new SettingFlag("--series", "price|metric", "detection.series");

  /** Format of tick records. */
  public static final SettingFlag FORMAT = new SettingFlag("--format", "FORMAT", "ticks.format");

  /** Bars, of a command that has no dead letters. */
  public static List<SettingFlag> barsSaying(String words) {
    return List.of(
        BARS.get(0).saying(words),
        BARS.get(1).saying("How long a bar waits for late ticks after its end, such as 2s."),
        BARS.get(2));
  }

  /** In the words of the setting. */
  SettingFlag(String name, String label, String key) {
    this(name, label, key, "", text -> {});
  }

  /** The same in other words. */
  public SettingFlag saying(String other) {
    return new SettingFlag(name, label, key, other, form);
  }

  private SettingFlag ofForm(Consumer<String> other) {
    return new SettingFlag(name, label, key, words, other);
  }

  /** The option for picocli, which gives its value to the setter. */
  OptionSpec option(ISetter setter) {
    SettingsReference.Entry setting = SettingsReference.entry(OfflineSettings.class, key);
    String said = words.isEmpty() ? setting.words() : words;
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(typed(setting.type()) ? setting.type() : String.class)
        .description(
            said + (setting.byDefault().isEmpty() ? "" : " Default: " + setting.byDefault()))
        .setter(setter)
        .build();
  }

  /** What picocli reads as a setting is read; all else comes as its text. */
  private static boolean typed(Class<?> type) {
    return type == int.class || type == double.class || type.isEnum();
  }

  /**
   * Refuses a text of another form.
   *
   * @throws UserError which names flag and text
   */
  void requireForm(String text) {
    try {
      form.accept(text);
    } catch (IllegalArgumentException e) {
      throw new UserError(name + " '" + text + "' is not " + e.getMessage(), e);
    }
  }
}
